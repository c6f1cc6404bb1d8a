package org.tosc.frontend.form;

import org.jspecify.annotations.Nullable;
import org.tosc.tir.source.Code;

/// The code and the words of a kind of fault.
///
/// In a message `{found}` is what stands at the fault, `{expected}` what should, `{opener}` the
/// word that opened the construct around it.
public record FaultRow(Code code, String message, @Nullable String note) {
  public static FaultRow row(Code code, String message) {
    return new FaultRow(code, message, null);
  }

  public static FaultRow row(Code code, String message, String note) {
    return new FaultRow(code, message, note);
  }
}
