/** What the failures of transports are known by: the codes of Node and Bun, the messages of Deno. */

/** What an error is known by: its code, its name or its message. */
export interface Rule {
  codes?: RegExp;
  names?: RegExp;
  messages?: RegExp;
}

/** The connection was not made, so that nothing was written. By code for Node and Bun, by message for Deno. */
const NOT_CONNECTED: Rule = {
  codes: /^(?:ECONNREFUSED|ENOTFOUND|EAI_\w+|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused|FailedToOpenSocket)$/,
  messages: /client error \(Connect\)|^(?:tcp connect error|dns error)/,
};

const UNTRUSTED: Rule = {
  codes:
    /^(?:CERT_\w+|DEPTH_ZERO_\w+|SELF_SIGNED_\w+|UNABLE_TO_\w+|HOSTNAME_MISMATCH|INVALID_(?:CA|PURPOSE)|ERR_TLS_CERT_\w+|UND_ERR_PRX_TLS)$/,
  messages: /invalid peer certificate/,
};
const UNKNOWN_HOST: Rule = { codes: /^ENOTFOUND$/, messages: /dns error: (?:no record|failed to lookup)/ };
const NOT_TLS: Rule = {
  codes: /^ERR_SSL_(?:WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG)$/,
  messages: /wrong version number/,
};
const PROXY_REFUSED: Rule = { messages: /^Proxy response \(4\d\d\)|^Proxy Authentication Required/ };

/** What another attempt cannot change, with what a user can do about it. */
export const LASTING: readonly (readonly [Rule, string])[] = [
  [UNTRUSTED, "This machine does not trust the certificate; for a private authority, set NODE_EXTRA_CA_CERTS."],
  [UNKNOWN_HOST, "The name of the host is unknown; check the address and the network."],
  [NOT_TLS, "The server does not speak TLS on this port; check the address."],
  [
    PROXY_REFUSED,
    "The proxy refuses the connection; check its address, its credentials, and whether it allows this host.",
  ],
];

/** The transport itself fails: it is missing, not allowed, not implemented or misused. */
export const UNUSABLE: Rule = {
  codes:
    /^(?:(?:ERR_)?MODULE_NOT_FOUND|ERR_(?:VM|REQUIRE|PACKAGE|MODULE|UNSUPPORTED)_\w+|ERR_INVALID_(?:ARG|URL|THIS|MODULE|PACKAGE|RETURN)\w*|ERR_(?:METHOD_)?NOT_IMPLEMENTED|ERR_ACCESS_DENIED|UND_ERR_(?:INVALID_ARG|INVALID_RETURN_VALUE|NOT_SUPPORTED|DESTROYED|CLOSED))$/,
  names:
    /^(?:NotCapable|PermissionDenied|CompileError|SyntaxError|ReferenceError|EvalError|RangeError|NotSupportedError)$/,
  messages:
    /is not (?:a function|a constructor|iterable|defined|a valid URL)|^Cannot (?:read|set|find)|not (?:yet )?implemented|No such module/i,
};

/** The platform refuses to send anything, or has nothing to send it with. */
const NOT_ALLOWED: Rule = {
  codes: /^(?:(?:ERR_)?MODULE_NOT_FOUND|ERR_(?:METHOD_)?NOT_IMPLEMENTED|ERR_ACCESS_DENIED|ERR_INVALID_URL)$/,
  names: /^(?:NotCapable|PermissionDenied|CompileError)$/,
};

/** Failures that say by themselves that nothing was written. */
export const UNWRITTEN: readonly Rule[] = [NOT_CONNECTED, NOT_ALLOWED, UNTRUSTED, NOT_TLS];
