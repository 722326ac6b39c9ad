// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

interface IPausable {
    function pause() external;
    function unpause() external;
    function paused() external view returns (bool);
}

/// @title A switch that many may throw and only the owners may throw back.
/// @notice Make this contract the one that may pause a target. A pauser can take a target down and do
/// nothing else here: there is no arbitrary call, no value and no way to raise. The owners' multisig
/// names the pausers and raises.
contract Guardian {
    /// @notice The multisig that raises and names pausers.
    address public owners;
    /// @notice Who was offered that power and has not yet taken it.
    address public pendingOwners;
    /// @notice Who may take which target down.
    mapping(address target => mapping(address pauser => bool)) public isPauser;

    event PauserSet(address indexed target, address indexed pauser, bool allowed);
    event Dropped(address indexed target, address indexed by);
    event Raised(address indexed target);
    event OwnersOffered(address indexed from, address indexed to);
    event OwnersChanged(address indexed from, address indexed to);

    error NotOwners(address caller);
    error NotPauser(address target, address caller);
    error NotOffered(address caller);
    error ZeroAddress();
    error NoCode(address target);
    /// @notice The target does not say that it is paused, whatever its `pause()` answered.
    error StillUp(address target);
    /// @notice The target says that it is paused, whatever its `unpause()` answered.
    error StillDown(address target);

    constructor(address owners_) {
        if (owners_ == address(0)) revert ZeroAddress();
        owners = owners_;
        emit OwnersChanged(address(0), owners_);
    }

    modifier onlyOwners() {
        if (msg.sender != owners) revert NotOwners(msg.sender);
        _;
    }

    /// @notice Takes a target down. A second call changes nothing and succeeds, so that a retry is safe.
    /// @dev Judged by what the target says afterwards, not by whether the call went through: one that was
    /// down already may refuse to be paused twice, and one that swallows the call is still up.
    function drop(address target) external returns (bool) {
        if (!isPauser[target][msg.sender] && msg.sender != owners) revert NotPauser(target, msg.sender);
        _call(target, IPausable.pause.selector);
        if (!_isDown(target)) revert StillUp(target);
        emit Dropped(target, msg.sender);
        return true;
    }

    /// @notice Lets a target up again.
    function raise(address target) external onlyOwners returns (bool) {
        _call(target, IPausable.unpause.selector);
        if (_isDown(target)) revert StillDown(target);
        emit Raised(target);
        return true;
    }

    /// @notice Names or dismisses a pauser of a target.
    function setPauser(address target, address pauser, bool allowed) external onlyOwners {
        if (target == address(0) || pauser == address(0)) revert ZeroAddress();
        isPauser[target][pauser] = allowed;
        emit PauserSet(target, pauser, allowed);
    }

    /// @notice Offers the owners' power to another multisig; nothing changes until that one takes it.
    function offerOwners(address to) external onlyOwners {
        pendingOwners = to;
        emit OwnersOffered(owners, to);
    }

    /// @notice Takes the offered power: proves that the new address can act before the old one loses it.
    function takeOwners() external {
        if (msg.sender != pendingOwners) revert NotOffered(msg.sender);
        emit OwnersChanged(owners, msg.sender);
        owners = msg.sender;
        pendingOwners = address(0);
    }

    /// @dev The answer is not copied, so that a target cannot make the call fail with a giant one.
    function _call(address target, bytes4 selector) private {
        if (target.code.length == 0) revert NoCode(target);
        assembly ("memory-safe") {
            mstore(0, selector)
            pop(call(gas(), target, 0, 0, 4, 0, 0))
        }
    }

    /// @dev Down is exactly one word of value 1; anything else, a revert too, counts as up.
    function _isDown(address target) private view returns (bool down) {
        bytes4 selector = IPausable.paused.selector;
        assembly ("memory-safe") {
            mstore(0, selector)
            let ok := staticcall(gas(), target, 0, 4, 0, 32)
            down := and(and(ok, eq(returndatasize(), 32)), eq(mload(0), 1))
        }
    }
}
