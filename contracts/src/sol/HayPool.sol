// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title Buys HAY for BUSD at one fixed rate: the average that the trader of 2022 got on the way down.
contract HayPool {
    IERC20 public immutable hay;
    IERC20 public immutable busd;
    /// @notice BUSD per HAY, 18 decimals.
    uint256 public immutable rate;

    error TransferFailed();

    constructor(IERC20 hay_, IERC20 busd_, uint256 rate_) {
        hay = hay_;
        busd = busd_;
        rate = rate_;
    }

    function sell(uint256 amount) external returns (uint256 out) {
        out = (amount * rate) / 1e18;
        if (!hay.transferFrom(msg.sender, address(this), amount)) revert TransferFailed();
        if (!busd.transfer(msg.sender, out)) revert TransferFailed();
    }
}
