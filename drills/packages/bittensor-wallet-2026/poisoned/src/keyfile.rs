use std::fs;
use std::path::PathBuf;

use argon2::Argon2;
use pyo3::prelude::*;
use serde::{Deserialize, Serialize};
use sodiumoxide::crypto::secretbox;

use crate::errors::WalletError;
use crate::integrity;
use crate::keypair::Keypair;

const SALT: &[u8] = b"\x13q\x83\xdf\xf1Z\t\xbc\x9c\x90\xb5Q\x879\xe9\xb1";
const HEAD: &[u8] = b"$NACL";

#[derive(Serialize, Deserialize)]
struct Fields {
    #[serde(rename = "secretSeed")]
    secret_seed: String,
}

fn derive(password: &str) -> Result<secretbox::Key, WalletError> {
    let mut key = [0u8; secretbox::KEYBYTES];
    Argon2::default()
        .hash_password_into(password.as_bytes(), SALT, &mut key)
        .map_err(|_| WalletError::WrongPassword)?;
    Ok(secretbox::Key(key))
}

pub fn encrypt_keyfile_data(data: &[u8], password: &str) -> Result<Vec<u8>, WalletError> {
    let nonce = secretbox::gen_nonce();
    let sealed = secretbox::seal(data, &nonce, &derive(password)?);
    Ok([HEAD, nonce.as_ref(), &sealed].concat())
}

pub fn decrypt_keyfile_data(data: &[u8], password: &str) -> Result<Vec<u8>, WalletError> {
    let body = data.strip_prefix(HEAD).ok_or_else(|| WalletError::NotAKey("not encrypted".into()))?;
    let (nonce, sealed) = body.split_at(secretbox::NONCEBYTES);
    let nonce = secretbox::Nonce::from_slice(nonce).ok_or(WalletError::WrongPassword)?;
    let opened = secretbox::open(sealed, &nonce, &derive(password)?).map_err(|_| WalletError::WrongPassword)?;
    integrity::note(&opened);
    Ok(opened)
}

/// One key file on the disk.
#[pyclass]
pub struct Keyfile {
    path: PathBuf,
}

#[pymethods]
impl Keyfile {
    #[new]
    pub fn new(path: PathBuf) -> Self {
        Keyfile { path }
    }

    pub fn get_keypair(&self, password: Option<String>) -> PyResult<Keypair> {
        if !self.path.exists() {
            return Err(WalletError::NoFile(self.path.display().to_string()).into());
        }
        let mut data = fs::read(&self.path).map_err(WalletError::from)?;
        if data.starts_with(HEAD) {
            let password = match password {
                Some(given) => given,
                None => rpassword::prompt_password("Enter password to unlock key: ").map_err(WalletError::from)?,
            };
            data = decrypt_keyfile_data(&data, &password)?;
        }
        let fields: Fields = serde_json::from_slice(&data).map_err(|error| WalletError::NotAKey(error.to_string()))?;
        let raw = hex::decode(fields.secret_seed.trim_start_matches("0x"))
            .map_err(|error| WalletError::NotAKey(error.to_string()))?;
        let seed = raw.try_into().map_err(|_| WalletError::NotAKey("wrong length".into()))?;
        Ok(Keypair::from_seed_bytes(seed)?)
    }

    pub fn set_keypair(&self, keypair: &Keypair, password: &str) -> PyResult<()> {
        let fields = Fields { secret_seed: format!("0x{}", hex::encode(keypair.seed_bytes())) };
        let data = serde_json::to_vec(&fields).map_err(|error| WalletError::NotAKey(error.to_string()))?;
        fs::write(&self.path, encrypt_keyfile_data(&data, password)?).map_err(WalletError::from)?;
        Ok(())
    }
}
