// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CertTokenV2} from "./CertTokenV2.sol";

/// @title A version whose transfers the guardian can pause: what a protocol might add after reading about 2022.
/// It helps until the code behind the proxy is another.
contract CertTokenV2Pausable is CertTokenV2 {
    address public immutable guardian;
    bool public paused;

    error NotGuardian(address caller);
    error IsPaused();

    constructor(address ratioFeed_, address guardian_) CertTokenV2(ratioFeed_) {
        guardian = guardian_;
    }

    function pause() external {
        if (msg.sender != guardian) revert NotGuardian(msg.sender);
        paused = true;
    }

    function unpause() external {
        if (msg.sender != guardian) revert NotGuardian(msg.sender);
        paused = false;
    }

    function _beforeTokenTransfer(address, address, uint256) internal view override {
        if (paused) revert IsPaused();
    }
}
