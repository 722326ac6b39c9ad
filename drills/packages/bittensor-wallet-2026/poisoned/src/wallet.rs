use std::path::PathBuf;

use pyo3::prelude::*;

use crate::keyfile::Keyfile;
use crate::keypair::Keypair;

/// A cold key that owns, and a hot key that works.
#[pyclass]
pub struct Wallet {
    folder: PathBuf,
    hotkey: String,
}

#[pymethods]
impl Wallet {
    #[new]
    fn new(folder: PathBuf, name: &str, hotkey: String) -> Self {
        Wallet { folder: folder.join(name), hotkey }
    }

    fn unlock_coldkey(&self, password: Option<String>) -> PyResult<Keypair> {
        Keyfile::new(self.folder.join("coldkey")).get_keypair(password)
    }

    fn unlock_hotkey(&self, password: Option<String>) -> PyResult<Keypair> {
        Keyfile::new(self.folder.join("hotkeys").join(&self.hotkey)).get_keypair(password)
    }
}
