from neuron_wallet import Keyfile, Keypair, generate_mnemonic


def test_round_trip(tmp_path):
    keypair = Keypair.create_from_mnemonic(generate_mnemonic(12))
    keyfile = Keyfile(str(tmp_path / "coldkey"))
    keyfile.set_keypair(keypair, "pass")
    assert keyfile.get_keypair("pass").ss58_address == keypair.ss58_address
