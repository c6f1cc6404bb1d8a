package org.tosc.models.transformer;

/// The rows of tokens that go through a layer together.
///
/// @param count how many
/// @param order of whom they are
record Rows(int count, Order order) {
  enum Order {
    /// One text's tokens, one after the other: attention sees them together, head by head.
    OF_ONE_TEXT,
    /// One token of each of several texts: each attends to its own cache.
    OF_SEVERAL_TEXTS
  }

  static final Rows ONE = new Rows(1, Order.OF_ONE_TEXT);

  /// Whether heads come before rows in what is attended to. Of one row both orders are the same.
  boolean headsFirst() {
    return order == Order.OF_ONE_TEXT && count > 1;
  }

  @Override
  public String toString() {
    return count + (headsFirst() ? "h" : "");
  }
}
