import type { Ecosystem } from '../artifact.ts';

const NPM = `
  @anthropic-ai/sdk @aws-sdk/client-kms @aws-sdk/client-s3 @babel/core @babel/parser @babel/preset-env @coinbase/wallet-sdk
  @coral-xyz/anchor @cosmjs/proto-signing @cosmjs/stargate @ethereumjs/tx @ethereumjs/util @fireblocks/ts-sdk
  @google-cloud/kms @ledgerhq/hw-app-eth @ledgerhq/connect-kit @ledgerhq/hw-transport-webusb @metaplex-foundation/js
  @metamask/eth-sig-util @metamask/sdk @mysten/sui @nestjs/core @noble/curves @noble/ed25519 @noble/hashes
  @noble/secp256k1 @openzeppelin/contracts @polkadot/api @polkadot/keyring @polkadot/util-crypto @rainbow-me/rainbowkit
  @reown/appkit @safe-global/protocol-kit @scure/base @scure/bip32 @scure/bip39 @solana/kit @solana/spl-token
  @solana/wallet-adapter-base @solana/web3.js @stellar/stellar-sdk @tanstack/react-query @ton/crypto @toruslabs/eccrypto
  @trezor/connect @types/node @types/react @uniswap/sdk-core @vitejs/plugin-react @wagmi/core @walletconnect/sign-client
  @walletconnect/web3-provider ansi-styles aptos argparse async autoprefixer axios babel-loader base-x bcrypt bcryptjs
  bignumber.js bip32 bip39 bitcoinjs-lib bitcore-lib bluebird bn.js body-parser bs58check buffer
  ccxt chalk cheerio chokidar classnames color-convert color-string colors commander cookie-parser core-js cosmjs cross-env
  cross-fetch cross-spawn crypto-js date-fns debug dotenv ecpair elliptic error-ex esbuild eslint eth-crypto
  ethereumjs-util ethereumjs-wallet ethers event-stream express ganache glob-parent graphql handlebars hardhat hdkey
  http-proxy inquirer ioredis is-arrayish is-promise jsonwebtoken js-sha3 keccak keythereum keytar lodash
  micromatch minimatch minimist mkdirp moment mongodb mongoose mysql2 nanoid near-api-js next node-fetch node-forge
  nodemailer openai openpgp passport postcss prettier prisma prop-types puppeteer qrcode querystring react
  react-dom react-router-dom readable-stream redux request rimraf ripple-keypairs rollup rxjs secp256k1 semver shelljs
  simple-swizzle slice-ansi sodium-native solc sshpk strip-ansi styled-components stellar-sdk supports-color
  supports-hyperlinks tailwindcss tronweb tslib tweetnacl typescript ua-parser-js undici uuid viem vite vitest wagmi
  web3 webpack websocket winston wrap-ansi xrpl yargs`;

const PYPI = `
  aiohttp anchorpy anthropic argon2-cffi attrs bcrypt beautifulsoup4 bip-utils bip32utils bitcoinlib bittensor
  bittensor-cli bittensor-wallet black boto3 botocore cachetools ccxt celery certifi cffi chardet charset-normalizer
  click coincurve colorama coverage cryptography dash datasets discord-py django django-rest-framework docker ecdsa ed25519
  eth-abi eth-account eth-brownie eth-hash eth-keyfile eth-keys eth-typing eth-utils fabric fastapi filelock flask gevent
  google-auth google-cloud-kms gunicorn hdwallet huggingface-hub idna jinja2 jsonschema keyring keyrings-alt kubernetes
  langchain litellm lxml markupsafe matplotlib mnemonic mypy numpy oauthlib openai openssl-python packaging pandas paramiko
  passlib pillow pip pluggy poetry protobuf psutil psycopg2 pycryptodome pycryptodomex pydantic pygments pyjwt
  pymongo pymysql pynacl pyopenssl pyotp pyserial pytest python-binance python-bitcoinlib python-dateutil python-dotenv
  pytorch-lightning pyyaml redis requests rich rlp rsa safe-eth-py scapy scikit-learn scipy scrapy secp256k1 seedir selenium
  setuptools six slither-analyzer solana solders sqlalchemy starlette substrate-interface tensorflow torch tornado tqdm
  trezor tronpy twine typing-extensions ultralytics urllib3 uvicorn virtualenv vyper web3 websockets werkzeug wheel
  xrpl-py yarl`;

/**
 * Names that many people type or that handle keys, for which strangers register look-alikes: a package called nearly the
 * same is asked about. In lower case, as each ecosystem writes them.
 */
export const WELL_KNOWN_NAMES: Readonly<Record<Ecosystem, readonly string[]>> = {
  npm: NPM.trim().split(/\s+/),
  pypi: PYPI.trim().split(/\s+/),
};
