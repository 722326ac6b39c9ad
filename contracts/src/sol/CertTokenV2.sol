// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CertToken} from "./CertToken.sol";

/// @title The next version that custodians sign. Its feed is an immutable: it stands inside the runtime
/// code, so two deployments with two feeds have two code hashes.
contract CertTokenV2 is CertToken {
    address public immutable ratioFeed;

    constructor(address ratioFeed_) {
        ratioFeed = ratioFeed_;
    }

    /// @notice BNB per share, 18 decimals.
    function ratio() external pure returns (uint256) {
        return 1e18;
    }
}
