package org.tosc.frontend.neuro.check;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.ast.Expr;
import org.tosc.frontend.neuro.typed.LibraryFn;
import org.tosc.frontend.neuro.typed.TExpr;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.source.Code;

/// Checks what is done with language models: `models.llama3.load(…)` and `model.generate(…)`.
final class ModelCalls {
  private final FunctionChecker in;

  ModelCalls(FunctionChecker in) {
    this.in = in;
  }

  TExpr load(BuiltinArguments args) {
    TExpr path = of(args.get("path"), Ty.Basic.STR);
    TExpr device = optional(args, "device", Ty.Basic.DEVICE);
    return library(LibraryFn.MODEL_LOAD, Ty.Basic.MODEL, args, path, device);
  }

  TExpr method(TExpr model, String name, Expr.Call call) {
    BuiltinArguments args =
        BuiltinArguments.of(in, name, LibraryTable.MODEL_METHODS.getOrDefault(name, ""), call);
    if (args == null) {
      return new TExpr.Broken(call.span());
    }
    return library(
        LibraryFn.GENERATE,
        Ty.Basic.STR,
        args,
        model,
        of(args.get("prompt"), Ty.Basic.STR),
        integer(args.find("max_tokens")),
        optional(args, "temperature", Ty.Prim.F64),
        integer(args.find("seed")));
  }

  private TExpr of(Expr expr, Ty type) {
    return in.coerce(in.expressions.of(expr, type), type, Code.E1301, null);
  }

  private @Nullable TExpr optional(BuiltinArguments args, String name, Ty type) {
    Expr expr = args.find(name);
    return expr == null ? null : of(expr, type);
  }

  private @Nullable TExpr integer(@Nullable Expr expr) {
    return expr == null ? null : in.expressions.integer(expr);
  }

  private static TExpr library(
      LibraryFn fn, Ty type, BuiltinArguments args, @Nullable TExpr... values) {
    return new TExpr.Library(fn, Arrays.asList(values), type, args.span());
  }
}
