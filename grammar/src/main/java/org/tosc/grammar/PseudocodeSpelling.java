package org.tosc.grammar;

import static org.tosc.grammar.PseudocodeLexer.*;

import org.jspecify.annotations.Nullable;

/// The spelling of Pseudocode's tokens.
final class PseudocodeSpelling extends Spelling {
  PseudocodeSpelling(Faults faults) {
    super(faults);
  }

  @Override
  Check check(int type) {
    return switch (type) {
      case STRING, STRING_TEXT -> Check.ESCAPES;
      case SMART_STRING -> Check.SMART_QUOTES;
      case BAD_NUMBER -> Check.NUMBER;
      case FOREIGN -> Check.OPERATOR;
      case UNKNOWN -> Check.CHARACTER;
      default -> Check.NOTHING;
    };
  }

  @Override
  int stringType() {
    return STRING;
  }

  @Override
  int numberType() {
    return INT;
  }

  @Override
  int foreignType() {
    return FOREIGN;
  }

  @Override
  Foreign.@Nullable Row operator(String text) {
    return Foreign.operator(text);
  }

  @Override
  Foreign.@Nullable Row lookalike(String text) {
    return Foreign.lookalike(text);
  }

  @Override
  String[] numberPrefixes() {
    return new String[] {"`0x`", "`0b`"};
  }
}
