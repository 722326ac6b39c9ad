// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title A pause that only the guardian moves.
abstract contract GuardedPause {
    address public immutable guardian;
    bool public paused;

    event Paused(address account);
    event Unpaused(address account);

    error NotGuardian(address caller);
    error IsPaused();

    constructor(address guardian_) {
        guardian = guardian_;
    }

    modifier whenUp() {
        if (paused) revert IsPaused();
        _;
    }

    function pause() external {
        _set(true);
        emit Paused(msg.sender);
    }

    function unpause() external {
        _set(false);
        emit Unpaused(msg.sender);
    }

    function _set(bool to) private {
        if (msg.sender != guardian) revert NotGuardian(msg.sender);
        paused = to;
    }
}
