import type { Hex } from '@portcullis/model';

/**
 * Topics, storage slots and selectors of the standards that the sensor reads. Each is the
 * Keccak-256 of the text beside it; a test computes them again.
 */
export const TOPIC = {
  /** ERC-20 `Transfer(address,address,uint256)` */
  transfer: '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef' as Hex,
  /** ERC-1967 `Upgraded(address)` */
  upgraded: '0xbc7cd75a20ee27fd9adebab32041f755214dbc6bffa90cc0225b39da2e5c2d3b' as Hex,
  /** ERC-1967 `BeaconUpgraded(address)` */
  beaconUpgraded: '0x1cf3b03a6cf19fa2baba4df148e9dcabedea7f8a5c07840e207e5c089be95d3e' as Hex,
  /** ERC-1967 `AdminChanged(address,address)` */
  adminChanged: '0x7e644d79422f17c01e4894b5f4f588d331ebfa28653d42ae832dc59e38c9798f' as Hex,
  /** EIP-173 `OwnershipTransferred(address,address)` */
  ownershipTransferred: '0x8be0079c531659141344cd1fd0a4f28419497f9722a3daafe3b4186f6b6457e0' as Hex,
  /** AccessControl `RoleGranted(bytes32,address,address)` */
  roleGranted: '0x2f8788117e7eff1d82e926ec794901d17c78024a50270940304540a733656f0d' as Hex,
  /** AccessControl `RoleRevoked(bytes32,address,address)` */
  roleRevoked: '0xf6391f5c32d9c69d2a47ea670b442974b53935d1edc7fd64eb21e047a839171b' as Hex,
} as const;

/** ERC-1967 storage slots: Keccak-256 of the name, less one. */
export const SLOT = {
  /** `eip1967.proxy.implementation` */
  implementation: '0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc' as Hex,
  /** `eip1967.proxy.admin` */
  admin: '0xb53127684a568b3173ae13b9f8a6016e243e63b6e8ee1178d6a717850b5d6103' as Hex,
  /** `eip1967.proxy.beacon` */
  beacon: '0xa3f0ad74e5423aebfd80d3ef4346578335a9a72aeaee59ff6cb3582b35133d50' as Hex,
} as const;

/** Functions that the sensor calls. */
export const SELECTOR = {
  /** EIP-173 `owner()` */
  owner: '0x8da5cb5b' as Hex,
  /** `paused()` */
  paused: '0x5c975abb' as Hex,
  /** `totalSupply()` */
  totalSupply: '0x18160ddd' as Hex,
  /** `balanceOf(address)` */
  balanceOf: '0x70a08231' as Hex,
  /** Of a beacon: `implementation()` */
  implementation: '0x5c60da1b' as Hex,
  /** Answered by a Safe's own proxy code, not by what it delegates to: `masterCopy()` */
  masterCopy: '0xa619486e' as Hex,
} as const;
