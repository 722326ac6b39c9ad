// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CertToken} from "./CertToken.sol";

/// @title The bond between pool and token: mints and burns shares for the pool alone.
contract CertBond {
    CertToken public immutable token;
    address public immutable pool;

    error NotPool(address caller);

    constructor(CertToken token_, address pool_) {
        token = token_;
        pool = pool_;
    }

    modifier onlyPool() {
        if (msg.sender != pool) revert NotPool(msg.sender);
        _;
    }

    function issue(address account, uint256 amount) external onlyPool {
        token.mint(account, amount);
    }

    function redeem(address account, uint256 amount) external onlyPool {
        token.burn(account, amount);
    }
}
