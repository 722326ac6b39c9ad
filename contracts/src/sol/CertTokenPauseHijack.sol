// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CertTokenUnguarded} from "./CertTokenUnguarded.sol";

/// @title The thief's implementation with a pause that obeys him: it says what a lever wants to hear and
/// stops nothing.
contract CertTokenPauseHijack is CertTokenUnguarded {
    bool public paused;

    function pause() external {
        paused = true;
    }

    function unpause() external {
        paused = false;
    }
}
