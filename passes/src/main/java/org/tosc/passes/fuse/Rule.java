package org.tosc.passes.fuse;

import java.util.Locale;

/// The rules by which operations come together. Each joins a *producer* and the *consumer* of its
/// result, or operations that share an operand, where nothing in [Reason] speaks against it.
///
/// The order in which [Grouping] tries them is their order of preference: an operation that could
/// be the epilogue of a contraction or begin a row becomes the epilogue.
public enum Rule {
  SOFTMAX_ATTENTION("`softmax(q @ k …) @ v` with nothing of the scores used elsewhere"),
  SIBLINGS("matrix products with one left operand and the same rows"),
  EPILOGUE("an element-wise operation on what a contraction or attention gives, of that shape"),
  QUERY("operations on rows of the queries, which attention reads once"),
  ROWS_CHAIN("operations on the same rows"),
  ROWS_CONSUMER("an element-wise operation on rows, or on one number for each row"),
  ROW_VIEW("a reshape or broadcast of one number for each row"),
  ROWS_PRODUCER("element-wise operations that give the rows"),
  EPILOGUE_OPERAND("element-wise operations that only an epilogue or the scores read"),
  SMALL_PRODUCER("cheap element-wise operations on less, broadcast to the shape of the group"),
  CHAIN("element-wise operations of one shape"),
  RESULT_VIEW("a transpose of what a group gives: it is stored in that order"),
  CONCAT("a concat of what groups give: each piece is stored in its place"),
  FOLDED_VIEW("a view of an input: it is read in that order"),
  FOLDED_CAST("a cast of fewer bits to `f32`: these are read"),
  CONSTANT("a constant"),
  DUPLICATE("a cheap element-wise operation of one tensor, computed again in each group");

  private final String doc;

  Rule(String doc) {
    this.doc = doc;
  }

  /// The name in reports: `fuse rows chain`.
  public String text() {
    return "fuse " + name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  public String doc() {
    return doc;
  }
}
