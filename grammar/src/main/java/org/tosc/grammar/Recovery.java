package org.tosc.grammar;

import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;

/// Recovers from errors inside a statement and reports at most one fault for each.
final class Recovery extends DefaultErrorStrategy {
  private final Faults faults;

  Recovery(Faults faults) {
    this.faults = faults;
  }

  @Override
  public void reportError(Parser recognizer, RecognitionException e) {
    if (inErrorRecoveryMode(recognizer)) {
      return;
    }
    beginErrorCondition(recognizer);
    report(e.getOffendingToken());
  }

  @Override
  protected void reportUnwantedToken(Parser recognizer) {
    if (inErrorRecoveryMode(recognizer)) {
      return;
    }
    beginErrorCondition(recognizer);
    report(recognizer.getCurrentToken());
  }

  @Override
  protected void reportMissingToken(Parser recognizer) {
    if (inErrorRecoveryMode(recognizer)) {
      return;
    }
    beginErrorCondition(recognizer);
    report(recognizer.getCurrentToken());
  }

  private void report(Token token) {
    faults.add(FaultKind.UNEXPECTED, token);
  }
}
