package org.tosc.tir.verify;

import java.util.ArrayList;
import java.util.List;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// Checks a whole module. The rules, which are the specification of well-formed TIR:
///
/// 1. *Rows.* Operand counts and types, attributes, region counts and result types are those of the
///    operation's row ([RowCheck]).
/// 2. *Values.* Every value is defined once in its function; an operand is defined earlier in the
///    same region or in a region that encloses it; slots are never carried out of their function.
/// 3. *Regions.* Every region ends in a terminator and has none elsewhere.
/// 4. *Yields.* `yield` gives what its owner asks: the results of an `if`, one i1 from a loop's
///    condition, nothing from a loop's body and step, `try` and `finally`. Only an `if` may have
///    results, and then at least one branch yields.
/// 5. *Leaving.* `break` and `continue` stand inside a loop's body of the same function, with no
///    loop condition or step in between; `return` gives the function's results; `tail_call` gives
///    its parameters and stands outside `try` and `finally`; a function's body does not yield.
/// 6. *Constants.* The value of a `const` fits its type.
/// 7. *Symbols.* Callees, closures and globals exist, and operands, results and captures have their
///    types.
/// 8. *Handlers.* The handler of a `try` has one parameter of type any; other regions have none.
public final class Verifier {
  private Verifier() {}

  /// Everything that is wrong, at most one diagnostic per operation; empty for a good module.
  public static List<Diagnostic> verify(Module module) {
    List<Diagnostic> found = new ArrayList<>();
    for (Function function : module.functions()) {
      new FunctionCheck(
              module, function, (span, message) -> found.add(diagnostic(function, span, message)))
          .run();
    }
    return found;
  }

  private static Diagnostic diagnostic(Function function, Span span, String message) {
    return Diagnostic.of(Code.E0702, span.isNone() ? function.span() : span, message)
        .note("in function @" + function.symbol());
  }
}
