package org.tosc.frontend.pseudocode.ast;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.source.Span;

/// A type annotation.
public sealed interface TypeExpr extends Node {
  /// The annotation as the run-time library reads it. It need not stand in the source like that.
  default String text() {
    return switch (this) {
      case Named(var name, var args, _) ->
          args.isEmpty() ? name.text() : name.text() + "[" + texts(args) + "]";
      case Tensor(var dims, var dtype, _) -> {
        List<String> parts = new ArrayList<>(dims.stream().map(Dim::text).toList());
        if (dtype != null) {
          parts.add(dtype.text());
        }
        yield "tensor[" + String.join(", ", parts) + "]";
      }
      case Fn(var params, var result, _) ->
          "fn(" + texts(params) + ")" + (result == null ? "" : " -> " + result.text());
      case Malformed(var span) -> span.text();
    };
  }

  private static String texts(List<TypeExpr> types) {
    return String.join(", ", types.stream().map(TypeExpr::text).toList());
  }

  /// `int`, `list[T]`, `dict[K, V]`, `Point`.
  record Named(Ident name, List<TypeExpr> args, Span span) implements TypeExpr {
    public Named {
      args = List.copyOf(args);
    }
  }

  /// `tensor[batch, 768, f32]`; plain `tensor` is a [Named].
  record Tensor(List<Dim> dims, @Nullable Ident dtype, Span span) implements TypeExpr {
    public Tensor {
      dims = List.copyOf(dims);
    }
  }

  /// `fn(A, B) -> C`; without a result the function gives nil.
  record Fn(List<TypeExpr> params, @Nullable TypeExpr result, Span span) implements TypeExpr {
    public Fn {
      params = List.copyOf(params);
    }
  }

  /// Text that is no type; checks treat it as `any`.
  record Malformed(Span span) implements TypeExpr {}

  /// One extent of a tensor type.
  sealed interface Dim extends Node {
    /// As a user writes it.
    default String text() {
      return switch (this) {
        case Size(long size, _) -> Long.toString(size);
        case Symbol(var name, _) -> name.text();
        case Computed(_, _, _, var span) -> span.text();
        case Unknown _ -> "_";
        case Rest _ -> "...";
      };
    }

    /// `768`.
    record Size(long size, Span span) implements Dim {}

    /// `batch`: the same size wherever the signature says `batch`.
    record Symbol(Ident name, Span span) implements Dim {}

    /// `2 * d`: `+`, `-`, `*` or `div` of extents.
    record Computed(BinaryOp op, Dim left, Dim right, Span span) implements Dim {}

    /// `?` or `_`: any size.
    record Unknown(Span span) implements Dim {}

    /// `…`: any number of leading extents.
    record Rest(Span span) implements Dim {}
  }
}
