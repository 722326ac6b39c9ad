use pyo3::prelude::*;
use schnorrkel::{ExpansionMode, MiniSecretKey};

use crate::address::ss58_encode;
use crate::errors::WalletError;
use crate::mnemonic::seed_of;

const CONTEXT: &[u8] = b"substrate";

/// A key pair on sr25519.
#[pyclass]
#[derive(Clone)]
pub struct Keypair {
    seed: [u8; 32],
    public: [u8; 32],
}

impl Keypair {
    pub fn from_seed_bytes(seed: [u8; 32]) -> Result<Self, WalletError> {
        let secret = MiniSecretKey::from_bytes(&seed).map_err(|error| WalletError::NotAKey(error.to_string()))?;
        let public = secret.expand_to_public(ExpansionMode::Ed25519).to_bytes();
        Ok(Keypair { seed, public })
    }

    pub fn seed_bytes(&self) -> &[u8; 32] {
        &self.seed
    }
}

#[pymethods]
impl Keypair {
    #[staticmethod]
    fn create_from_mnemonic(mnemonic: &str) -> PyResult<Self> {
        Ok(Keypair::from_seed_bytes(seed_of(mnemonic)?)?)
    }

    #[getter]
    fn ss58_address(&self) -> String {
        ss58_encode(&self.public)
    }

    #[getter]
    fn public_key(&self) -> Vec<u8> {
        self.public.to_vec()
    }

    fn sign(&self, message: &[u8]) -> PyResult<Vec<u8>> {
        let secret = MiniSecretKey::from_bytes(&self.seed).map_err(|error| WalletError::NotAKey(error.to_string()))?;
        let pair = secret.expand_to_keypair(ExpansionMode::Ed25519);
        Ok(pair.sign_simple(CONTEXT, message).to_bytes().to_vec())
    }
}
