package org.tosc.driver;

import java.util.HashMap;
import java.util.Map;
import org.tosc.rt.error.ErrorKind;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.error.Place;
import org.tosc.rt.value.ErrorValue;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;
import org.tosc.tir.source.Span;

/// An error that nothing in the program caught, as a diagnostic.
public final class UncaughtError {
  private UncaughtError() {}

  /// The diagnostic of an error that left a module, in the file that raised it; where that is not
  /// known, at the start of `source`, the program.
  public static Diagnostic diagnostic(GuestError error, Source source, Module module) {
    return diagnostic(error, source, sources(module));
  }

  /// The sources of a module's functions by name.
  static Map<String, Source> sources(Module module) {
    Map<String, Source> sources = new HashMap<>();
    for (Function function : module.functions()) {
      if (!function.span().isNone()) {
        sources.putIfAbsent(function.span().source().name(), function.span().source());
      }
    }
    return sources;
  }

  /// The same with the sources that errors may come from, by name.
  static Diagnostic diagnostic(GuestError error, Source source, Map<String, Source> sources) {
    boolean thrownValue = !(error.value() instanceof ErrorValue);
    String message =
        thrownValue ? "uncaught: " + error.getMessage() : error.kind() + ": " + error.getMessage();
    return Diagnostic.of(
        thrownValue ? Code.E0822 : code(error.kind()), span(error, source, sources), message);
  }

  private static Span span(GuestError error, Source program, Map<String, Source> sources) {
    Place place = error.place();
    Source source = place == null ? null : sources.get(place.file());
    if (place == null || source == null || place.line() > source.lineCount()) {
      return program.span(0, 0);
    }
    int line = place.line();
    String text = source.line(line);
    int column = Math.max(0, Math.min(place.column() - 1, text.codePointCount(0, text.length())));
    int start = source.lineStart(line) + text.offsetByCodePoints(0, column);
    return source.span(start, Math.min(start + 1, source.text().length()));
  }

  /// The code of an error kind; kinds that a program made up count as thrown values.
  public static Code code(String kind) {
    for (ErrorKind known : ErrorKind.values()) {
      if (known.text().equals(kind)) {
        return code(known);
      }
    }
    return Code.E0822;
  }

  private static Code code(ErrorKind kind) {
    return switch (kind) {
      case TYPE -> Code.E0801;
      case VALUE -> Code.E0802;
      case INDEX -> Code.E0803;
      case KEY -> Code.E0804;
      case NAME -> Code.E0805;
      case ATTRIBUTE -> Code.E0806;
      case ARGUMENT -> Code.E0807;
      case ZERO_DIVISION -> Code.E0808;
      case OVERFLOW -> Code.E0809;
      case STACK_OVERFLOW -> Code.E0810;
      case SHAPE -> Code.E0811;
      case DTYPE -> Code.E0812;
      case IO -> Code.E0813;
      case LOAD -> Code.E0814;
      case IMPORT -> Code.E0815;
      case PERMISSION -> Code.E0816;
      case ASSERTION -> Code.E0817;
      case PARSE -> Code.E0818;
      case OUT_OF_MEMORY -> Code.E0819;
      case UNAVAILABLE -> Code.E0820;
      case INTERRUPTED -> Code.E0821;
      case RACE -> Code.E0823;
      case GIT -> Code.E0824;
    };
  }
}
