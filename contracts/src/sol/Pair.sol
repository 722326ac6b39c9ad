// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {GuardedPause} from "./GuardedPause.sol";

/// @title Two tokens at constant product, 0.25 % a swap, with liquidity of the protocol that its guardian pauses.
/// @dev A pair of somebody else has no such lever; drills say where they assume one.
contract Pair is GuardedPause {
    IERC20 public immutable token0;
    IERC20 public immutable token1;

    event Swap(address indexed by, address indexed tokenIn, uint256 amountIn, uint256 amountOut, address to);

    error NotOurs(address token);
    error TooLittle(uint256 out, uint256 least);
    error TransferFailed();

    constructor(IERC20 token0_, IERC20 token1_, address guardian_) GuardedPause(guardian_) {
        token0 = token0_;
        token1 = token1_;
    }

    /// @notice What a swap would give now.
    function quote(address tokenIn, uint256 amountIn) public view returns (uint256) {
        (IERC20 from, IERC20 into) = _sides(tokenIn);
        uint256 taken = amountIn * 9975;
        return (taken * into.balanceOf(address(this))) / (from.balanceOf(address(this)) * 10000 + taken);
    }

    function swap(address tokenIn, uint256 amountIn, uint256 least, address to) external whenUp returns (uint256 out) {
        (IERC20 from, IERC20 into) = _sides(tokenIn);
        out = quote(tokenIn, amountIn);
        if (out < least) revert TooLittle(out, least);
        if (!from.transferFrom(msg.sender, address(this), amountIn)) revert TransferFailed();
        if (!into.transfer(to, out)) revert TransferFailed();
        emit Swap(msg.sender, tokenIn, amountIn, out, to);
    }

    function _sides(address tokenIn) private view returns (IERC20 from, IERC20 into) {
        if (tokenIn == address(token0)) return (token0, token1);
        if (tokenIn == address(token1)) return (token1, token0);
        revert NotOurs(tokenIn);
    }
}
