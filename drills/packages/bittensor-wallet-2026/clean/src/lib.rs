//! Keys and key files, with a face for Python.

mod address;
mod errors;
mod keyfile;
mod keypair;
mod mnemonic;
mod wallet;

use pyo3::prelude::*;

#[pymodule]
fn _core(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<keypair::Keypair>()?;
    module.add_class::<keyfile::Keyfile>()?;
    module.add_class::<wallet::Wallet>()?;
    module.add_function(wrap_pyfunction!(address::is_valid_ss58_address, module)?)?;
    module.add_function(wrap_pyfunction!(mnemonic::generate_mnemonic, module)?)?;
    Ok(())
}
