/** Compiled only: what `observe` accepts. */
import { AsyncLocalStorage } from "node:async_hooks";
import { type CallTrace, type Observation, observe, type TokenTrace } from "tessera-sdk";

interface Span {
  end(): void;
}
declare const span: Span;

// What a start function returns arrives at its end function, without a type argument.
observe({ callStart: () => span, callEnd: (_, started) => started?.end() });
observe({ store: new AsyncLocalStorage<Span>(), attemptStart: () => span });

// Functions that return nothing need no type argument either.
observe({ callStart: () => {}, attemptEnd: ({ attempt }) => attempt.toFixed() });
const observation: Observation = observe({ tokenEnd: (token: TokenTrace) => token.scope?.length });
observation[Symbol.dispose]();

// @ts-expect-error it may be missing, if the start function threw
observe({ callStart: () => span, callEnd: (_, started) => started.end() });
// @ts-expect-error a name that is misspelled
observe({ callEnded: () => {} });
// @ts-expect-error a store of other values than the start functions return
observe({ store: new AsyncLocalStorage<number>(), callStart: () => span });
// @ts-expect-error a trace that is frozen
observe({ callEnd: (call) => delete call.ms });
// @ts-expect-error only retries and the limiter are reasons
observe({ waitStart: ({ reason }) => reason === "token" });
// @ts-expect-error a call has no scope
observe({ callStart: (call: CallTrace) => call.scope });
