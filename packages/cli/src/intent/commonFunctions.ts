/** Functions of widespread standards, to name their selectors where nothing else names them. */
export const COMMON_FUNCTIONS: readonly string[] = [
  'name()', 'symbol()', 'decimals()', 'totalSupply()', 'balanceOf(address)', 'transfer(address,uint256)', 'transferFrom(address,address,uint256)',
  'approve(address,uint256)', 'allowance(address,address)', 'increaseAllowance(address,uint256)', 'decreaseAllowance(address,uint256)',
  'mint(address,uint256)', 'mint(uint256)', 'burn(address,uint256)', 'burn(uint256)', 'burnFrom(address,uint256)',
  'permit(address,address,uint256,uint256,uint8,bytes32,bytes32)', 'nonces(address)', 'DOMAIN_SEPARATOR()', 'eip712Domain()',
  'owner()', 'transferOwnership(address)', 'renounceOwnership()', 'acceptOwnership()', 'pendingOwner()',
  'pause()', 'unpause()', 'paused()',
  'hasRole(bytes32,address)', 'getRoleAdmin(bytes32)', 'grantRole(bytes32,address)', 'revokeRole(bytes32,address)', 'renounceRole(bytes32,address)', 'DEFAULT_ADMIN_ROLE()', 'supportsInterface(bytes4)',
  'initialize()', 'initialize(address)', 'upgradeTo(address)', 'upgradeToAndCall(address,bytes)', 'proxiableUUID()', 'implementation()', 'admin()', 'changeAdmin(address)',
  'deposit()', 'deposit(uint256,address)', 'withdraw(uint256)', 'withdraw(uint256,address,address)', 'redeem(uint256,address,address)', 'asset()', 'totalAssets()',
];
