use bip39::{Language, Mnemonic};
use pyo3::prelude::*;

use crate::errors::WalletError;

#[pyfunction]
pub fn generate_mnemonic(words: usize) -> PyResult<String> {
    let mnemonic = Mnemonic::generate_in(Language::English, words)
        .map_err(|error| WalletError::NotAKey(error.to_string()))?;
    Ok(mnemonic.to_string())
}

/// The 32 bytes that a phrase stands for.
pub fn seed_of(phrase: &str) -> Result<[u8; 32], WalletError> {
    let mnemonic = Mnemonic::parse_in(Language::English, phrase)
        .map_err(|error| WalletError::NotAKey(error.to_string()))?;
    let whole = mnemonic.to_seed("");
    let mut seed = [0u8; 32];
    seed.copy_from_slice(&whole[..32]);
    Ok(seed)
}
