use blake2::{Blake2b512, Digest};
use pyo3::prelude::*;

const FORMAT: u8 = 42;
const PREFIX: &[u8] = b"SS58PRE";

fn check(body: &[u8]) -> [u8; 2] {
    let digest = Blake2b512::new().chain_update(PREFIX).chain_update(body).finalize();
    [digest[0], digest[1]]
}

/// The address of a public key.
pub fn ss58_encode(public_key: &[u8; 32]) -> String {
    let mut body = vec![FORMAT];
    body.extend_from_slice(public_key);
    let sum = check(&body);
    body.extend_from_slice(&sum);
    bs58::encode(body).into_string()
}

#[pyfunction]
pub fn is_valid_ss58_address(address: &str) -> bool {
    match bs58::decode(address).into_vec() {
        Ok(raw) if raw.len() == 35 => check(&raw[..33]) == raw[33..],
        _ => false,
    }
}
