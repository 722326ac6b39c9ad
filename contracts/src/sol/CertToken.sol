// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Initializable} from "@openzeppelin/contracts/proxy/utils/Initializable.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title aBNBc as drills know it: a share of staked BNB, behind a transparent proxy, minted by bond or pool.
/// @dev As in 2022 it has no `pause()`. One BNB is one share here; the real ratio moved.
contract CertToken is ERC20, Ownable, Initializable {
    address public bond;
    address public pool;

    error NotMinter(address caller);

    constructor() ERC20("", "") {
        _disableInitializers();
    }

    function initialize(address owner_) external initializer {
        _transferOwnership(owner_);
    }

    function name() public pure override returns (string memory) {
        return "Ankr BNB Reward Bearing Certificate";
    }

    function symbol() public pure override returns (string memory) {
        return "aBNBc";
    }

    function changeBond(address to) external onlyOwner {
        bond = to;
    }

    function changePool(address to) external onlyOwner {
        pool = to;
    }

    modifier onlyMinter() {
        if (msg.sender != bond && msg.sender != pool) revert NotMinter(msg.sender);
        _;
    }

    function mint(address account, uint256 amount) external onlyMinter {
        _mint(account, amount);
    }

    function burn(address account, uint256 amount) external onlyMinter {
        _burn(account, amount);
    }
}
