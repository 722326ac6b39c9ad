// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {GuardedPause} from "./GuardedPause.sol";
import {StableToken} from "./StableToken.sol";

/// @title Lends HAY against aBNBc at a price that nobody updates: one aBNBc is one BNB, whatever a pair says.
/// @dev The guardian of this contract is the market's own operator, another house than the token's.
contract Market is GuardedPause {
    IERC20 public immutable collateral;
    StableToken public immutable hay;
    /// @notice HAY per BNB, and so per aBNBc, 18 decimals.
    uint256 public immutable price;
    /// @notice HAY that this market may have lent at any time.
    uint256 public immutable ceiling;
    /// @notice Debt may be this part of the collateral's value, in hundredths.
    uint256 public constant PART = 66;

    uint256 public lent;
    mapping(address => uint256) public collateralOf;
    mapping(address => uint256) public debtOf;

    event Deposited(address indexed account, uint256 amount);
    event Borrowed(address indexed account, uint256 amount);

    error OverLimit(uint256 asked, uint256 allowed);
    error TransferFailed();

    constructor(IERC20 collateral_, StableToken hay_, uint256 price_, uint256 ceiling_, address operator) GuardedPause(operator) {
        collateral = collateral_;
        hay = hay_;
        price = price_;
        ceiling = ceiling_;
    }

    function deposit(uint256 amount) external whenUp {
        collateralOf[msg.sender] += amount;
        if (!collateral.transferFrom(msg.sender, address(this), amount)) revert TransferFailed();
        emit Deposited(msg.sender, amount);
    }

    /// @notice HAY that an account may still borrow.
    function limitOf(address account) public view returns (uint256) {
        uint256 worth = (((collateralOf[account] * price) / 1e18) * PART) / 100;
        uint256 byWorth = worth > debtOf[account] ? worth - debtOf[account] : 0;
        return byWorth < ceiling - lent ? byWorth : ceiling - lent;
    }

    function borrow(uint256 amount) external whenUp {
        uint256 allowed = limitOf(msg.sender);
        if (amount > allowed) revert OverLimit(amount, allowed);
        debtOf[msg.sender] += amount;
        lent += amount;
        hay.mint(msg.sender, amount);
        emit Borrowed(msg.sender, amount);
    }
}
