// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CertBond} from "./CertBond.sol";
import {GuardedPause} from "./GuardedPause.sol";

/// @title Takes BNB, gives shares through the bond; gives BNB back at once while the buffer lasts.
/// @dev A real pool sends the BNB to validators; here it stays, so that it is the shares' visible backing.
contract StakingPool is GuardedPause {
    CertBond public immutable bond;
    /// @notice BNB that may still leave without waiting for the validators.
    uint256 public buffer;

    event Staked(address indexed account, uint256 amount);
    event Unstaked(address indexed account, uint256 amount);

    error BufferEmpty(uint256 asked, uint256 left);
    error PayFailed();

    constructor(CertBond bond_, uint256 buffer_, address guardian_) GuardedPause(guardian_) {
        bond = bond_;
        buffer = buffer_;
    }

    function stake() external payable whenUp {
        bond.issue(msg.sender, msg.value);
        emit Staked(msg.sender, msg.value);
    }

    function unstake(uint256 amount) external whenUp {
        if (amount > buffer) revert BufferEmpty(amount, buffer);
        buffer -= amount;
        bond.redeem(msg.sender, amount);
        (bool ok, ) = msg.sender.call{value: amount}("");
        if (!ok) revert PayFailed();
        emit Unstaked(msg.sender, amount);
    }
}
