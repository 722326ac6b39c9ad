// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title K of N owners, by EIP-712 signatures. Small, for drills and tests: use an audited one for money.
contract Multisig {
    uint256 public immutable threshold;
    /// @notice Goes up by one with every execution, so that no signature counts twice.
    uint256 public nonce;
    mapping(address => bool) public isOwner;

    bytes32 private constant DOMAIN = keccak256("EIP712Domain(string name,uint256 chainId,address verifyingContract)");
    bytes32 private constant EXECUTE = keccak256("Execute(address to,bytes data,uint256 nonce)");
    /// @dev Half the order of secp256k1: of the two forms of a signature only the lower one counts.
    uint256 private constant HALF_ORDER = 0x7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF5D576E7357A4501DDFE92F46681B20A0;

    event Executed(uint256 indexed nonce, address indexed to);

    error BadThreshold(uint256 threshold, uint256 owners);
    error BadOwner(address owner);
    error TooFew(uint256 found, uint256 needed);
    error BadSignature(uint256 at);
    error CallFailed(bytes answer);

    constructor(address[] memory owners, uint256 threshold_) {
        if (threshold_ == 0 || threshold_ > owners.length) revert BadThreshold(threshold_, owners.length);
        for (uint256 i = 0; i < owners.length; i++) {
            if (owners[i] == address(0) || isOwner[owners[i]]) revert BadOwner(owners[i]);
            isOwner[owners[i]] = true;
        }
        threshold = threshold_;
    }

    /// @notice Calls `to` with `data` when enough owners signed that for the present nonce.
    /// @param signatures 65 bytes each (r, s, v), in ascending order of their owners' addresses, which is
    /// what makes a second signature of one owner visible.
    function execute(address to, bytes calldata data, bytes[] calldata signatures) external returns (bytes memory) {
        if (signatures.length < threshold) revert TooFew(signatures.length, threshold);
        bytes32 hash = digest(to, data, nonce);
        address last = address(0);
        for (uint256 i = 0; i < signatures.length; i++) {
            address signer = _recover(hash, signatures[i]);
            if (signer <= last || !isOwner[signer]) revert BadSignature(i);
            last = signer;
        }
        emit Executed(nonce++, to);
        (bool ok, bytes memory answer) = to.call(data);
        if (!ok) revert CallFailed(answer);
        return answer;
    }

    /// @notice What an owner signs.
    function digest(address to, bytes calldata data, uint256 nonce_) public view returns (bytes32) {
        bytes32 domain = keccak256(abi.encode(DOMAIN, keccak256("Multisig"), block.chainid, address(this)));
        return keccak256(abi.encodePacked("\x19\x01", domain, keccak256(abi.encode(EXECUTE, to, keccak256(data), nonce_))));
    }

    function _recover(bytes32 hash, bytes calldata signature) private pure returns (address) {
        if (signature.length != 65) return address(0);
        bytes32 s = bytes32(signature[32:64]);
        if (uint256(s) > HALF_ORDER) return address(0);
        return ecrecover(hash, uint8(signature[64]), bytes32(signature[:32]), s);
    }
}
