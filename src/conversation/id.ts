declare const brand: unique symbol;

/** A string made only where the thing it names is made. */
export type Id<Name extends string> = string & { readonly [brand]: Name };

/** One person with us on one platform, or one community's moderators' room. Opaque: made by `Keys.idOf`, never a platform's own id. */
export type ConversationId = Id<'conversation'>;
/** The dedupe key of what happened; the platform's event id, a delivery's outcome, or a wake's instant. */
export type CauseId = Id<'cause'>;
/** One message on its way out. */
export type DeliveryId = Id<'delivery'>;
/** A flow's file name without its ending: `daily-check-in`. */
export type FlowId = Id<'flow'>;
/** The hash of a flow's structure and own-language text. */
export type RevisionHash = Id<'revision'>;
/** A step's id inside its flow. */
export type StepId = Id<'step'>;
/** One asking of one question; a click on an older asking is stale. */
export type QuestionId = Id<'question'>;

/** Epoch milliseconds, UTC: how every instant rests in state and store. */
export type Millis = number;
