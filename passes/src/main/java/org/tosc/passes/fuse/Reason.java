package org.tosc.passes.fuse;

/// Why a producer and a consumer stay apart; `%s` stands for what the case at hand adds.
public enum Reason {
  NO_FORM("`%s` has no fused form"),
  EFFECT("`%s` may have effects"),
  UNKNOWN_EXTENT("an extent of %s is not known"),
  ELEMENT_TYPE("elements of type %s have no fused form"),
  AXES("only the last axes are rows, found %s"),
  OTHER_REGION("the consumer stands in an inner region"),
  SHAPES("the shapes differ: %s"),
  OTHER_ROWS("the rows differ: %s"),
  NOT_ALIGNED("a row of the consumer needs more than its row of the producer: %s"),
  REORDERED("`%s` gives the elements in another order"),
  INCOMPLETE("a row is complete only when all of `%s` is done"),
  AGAIN("would be computed again for each block of `%s`"),
  AGAIN_BROADCAST(
      "costs %s operations an element and would be computed again where it is repeated"),
  USED_OUTSIDE("is used elsewhere too, so it is stored once, outside the group"),
  SCORES_USED("the scores are used outside: by `%s`"),
  SECOND_CONTRACTION("a group has one contraction, or several of one left operand"),
  OTHER_LEFT("the rows of the products differ: %s"),
  TWO_ERRORS("both may raise an error, and which comes first would change"),
  ORDER("`%s` lies between: effects, errors and reads of what may change keep their order"),
  CYCLE("`%s` lies between: it uses one and the other uses it"),
  TOO_LARGE("a group holds at most %s operations"),
  TOO_FAR("too many operations lie between to see whether one goes round");

  private final String words;

  Reason(String words) {
    this.words = words;
  }

  /// The reason in words.
  String say(Object... facts) {
    return words.formatted(facts);
  }

  /// The reason as a value, for the report.
  Refused because(Object... facts) {
    return new Refused(this, say(facts));
  }

  /// A reason with its words.
  record Refused(Reason reason, String words) {}
}
