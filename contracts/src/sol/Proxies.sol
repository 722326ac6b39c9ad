// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// The proxy and its admin as OpenZeppelin published them in the 4.x line, which Ankr's token stood behind.
import {ProxyAdmin} from "@openzeppelin/contracts/proxy/transparent/ProxyAdmin.sol";
import {TransparentUpgradeableProxy} from "@openzeppelin/contracts/proxy/transparent/TransparentUpgradeableProxy.sol";
