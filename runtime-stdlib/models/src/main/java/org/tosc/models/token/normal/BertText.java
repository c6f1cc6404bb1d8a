package org.tosc.models.token.normal;

import java.util.ArrayList;
import java.util.List;

/// What BERT does to a text (`BasicTokenizer` in google-research/bert, `tokenization.py`; the
/// ranges and categories are those of Hugging Face's `BertNormalizer`).
public final class BertText {
  /// Blocks of CJK ideographs, as pairs of first and last.
  private static final int[][] IDEOGRAPHS = {
    {0x4E00, 0x9FFF},
    {0x3400, 0x4DBF},
    {0x20000, 0x2A6DF},
    {0x2A700, 0x2B73F},
    {0x2B740, 0x2B81F},
    {0x2B920, 0x2CEAF}, // BERT's own has 0x2B820; published vocabularies were used with this
    {0xF900, 0xFAFF},
    {0x2F800, 0x2FA1F},
  };

  private BertText() {}

  /// The steps that a file asks for.
  ///
  /// @param cleans whether control characters are left out, and all white space is a space
  /// @param isolatesIdeographs whether ideographs are words of their own
  /// @param stripsAccents whether marks over letters are left out
  public static List<Step> steps(
      boolean cleans, boolean isolatesIdeographs, boolean stripsAccents, boolean lowers) {
    List<Step> steps = new ArrayList<>();
    if (cleans) {
      steps.add(new Step.Without(BertText::isDropped));
      steps.add(new Step.Spaces());
    }
    if (isolatesIdeographs) {
      steps.add(new Step.Isolate(BertText::isIdeograph));
    }
    if (stripsAccents) {
      steps.add(new Step.Form(java.text.Normalizer.Form.NFD));
      steps.add(new Step.Without(BertText::isAccent));
    }
    if (lowers) {
      steps.add(new Step.LowerCase());
    }
    return steps;
  }

  /// Whether a character is a mark that takes no space.
  public static boolean isAccent(int c) {
    return Character.getType(c) == Character.NON_SPACING_MARK;
  }

  /// Whether a character is a mark of any kind, as `StripAccents` of Hugging Face has it.
  public static boolean isMark(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK ->
          true;
      default -> false;
    };
  }

  private static boolean isDropped(int c) {
    if (c == '\t' || c == '\n' || c == '\r') {
      return false;
    }
    return c == 0xFFFD
        || switch (Character.getType(c)) {
          case Character.CONTROL, Character.FORMAT, Character.PRIVATE_USE -> true;
          default -> false;
        };
  }

  private static boolean isIdeograph(int c) {
    for (int[] block : IDEOGRAPHS) {
      if (c >= block[0] && c <= block[1]) {
        return true;
      }
    }
    return false;
  }
}
