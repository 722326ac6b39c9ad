import type { Ecosystem } from '../artifact.ts';

const NPM = `
  @anthropic-ai/sdk @aws-sdk/client-kms @aws-sdk/client-s3 @babel/core @babel/parser @babel/preset-env
  @coinbase/wallet-sdk @coral-xyz/anchor @cosmjs/proto-signing @cosmjs/stargate @ethereumjs/tx @ethereumjs/util
  @fireblocks/ts-sdk @google-cloud/kms @ledgerhq/connect-kit @ledgerhq/hw-app-eth @ledgerhq/hw-transport-webusb
  @metamask/eth-sig-util @metamask/sdk @metaplex-foundation/js @mysten/sui @nestjs/core @noble/curves @noble/ed25519
  @noble/hashes @noble/secp256k1 @openzeppelin/contracts @polkadot/api @polkadot/keyring @polkadot/util-crypto
  @rainbow-me/rainbowkit @reown/appkit @safe-global/protocol-kit @scure/base @scure/bip32 @scure/bip39 @solana/kit
  @solana/spl-token @solana/wallet-adapter-base @solana/web3.js @stellar/stellar-sdk @tanstack/react-query @ton/crypto
  @toruslabs/eccrypto @trezor/connect @types/node @types/react @uniswap/sdk-core @vitejs/plugin-react @wagmi/core
  @walletconnect/sign-client @walletconnect/web3-provider ansi-styles aptos argparse async autoprefixer axios
  babel-core babel-loader base-x bcrypt bcryptjs bignumber.js bip32 bip39 bitcoinjs-lib bitcore-lib bluebird bn.js
  body-parser bs58check buffer ccxt chalk cheerio chokidar classnames color-convert color-string colord colors
  commander cookie-parser core-js cosmjs cross-env cross-fetch cross-spawn crypto-js date-fns debug dotenv ecpair
  elliptic enquirer error-ex esbuild eslint eslint-utils eth-crypto ethereumjs-util ethereumjs-wallet ethers
  event-stream express ganache gaxios glob-parent graphiql graphql handlebars hardhat hdkey http-proxy inquirer
  ioredis is-arrayish is-promise js-sha3 jsonwebtoken keccak keytar keythereum lodash micromatch minimatch minimist
  mkdirp moment mongodb mongoose mysql mysql2 nanoid near-api-js next node-fetch node-forge nodemailer openai openpgp
  passport postcss preact prettier prisma prop-types puppeteer puppeteer-core qrcode query-string querystring react
  react-dom react-router-dom readable-stream redux request rimraf ripple-keypairs rollup rxjs secp256k1 semver shelljs
  simple-swizzle slice-ansi sodium-native solc sshpk stellar-sdk strip-ansi styled-components supports-color
  supports-hyperlinks tailwindcss tronweb tslib tslint tweetnacl typescript ua-parser-js undici uuid viem vite vitest
  wagmi web3 webpack webpack-cli websocket winston wrap-ansi xrpl yargs`;

const PYPI = `
  aiohttp anchorpy anthropic argon2-cffi attrs authlib bcrypt beautifulsoup4 bip-utils bip32utils bitcoinlib bittensor
  bittensor-cli bittensor-wallet black boto3 botocore cachetools cattrs ccxt celery certifi cffi chardet
  charset-normalizer click coincurve colorama coverage cryptography dash datasets discord-py django
  djangorestframework docker ecdsa ed25519 eth-abi eth-account eth-brownie eth-hash eth-keyfile eth-keys eth-typing
  eth-utils fabric fastapi fastapi-cli filelock flask gevent google-auth google-cloud-kms grequests gsutil gunicorn
  hdwallet huggingface-hub idna jinja2 jsonschema keyring keyrings-alt kubernetes langchain langchain-core litellm
  lxml markupsafe matplotlib mnemonic mypy numpy oauthlib openai openssl-python packaging pandas paramiko passlib
  pillow pip pluggy poetry poetry-core protobuf psutil psycopg psycopg2 pyaml pycryptodome pycryptodomex pydantic
  pydantic-core pygments pyjwt pymongo pymssql pymysql pynacl pyopenssl pyotp pyserial pytest python-binance
  python-bitcoinlib python-dateutil python-dotenv pytorch-lightning pyyaml redis requests rich rlp rsa safe-eth-py
  scapy scikit-learn scipy scrapy secp256k1 seedir selenium setuptools six slither-analyzer solana solders sqlalchemy
  sqlalchemy-utils starlette substrate-interface tensorflow torch tornado tqdm trezor tronpy twine typer
  typing-extensions ultralytics urllib3 uvicorn virtualenv vyper web3 websocket-client websockets werkzeug wheel
  xrpl-py yarl`;

/**
 * Names that many people type or that handle keys, for which strangers register look-alikes: a package called nearly the
 * same is asked about. In lower case, as each ecosystem writes them.
 */
export const WELL_KNOWN_NAMES: Readonly<Record<Ecosystem, readonly string[]>> = {
  npm: NPM.trim().split(/\s+/),
  pypi: PYPI.trim().split(/\s+/),
};
