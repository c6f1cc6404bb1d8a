package org.tosc.frontend.neuro.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.source.Span;

/// What stands at the top level of a file.
///
/// `doc` is the text of the `///` lines before an item, without the slashes, lines joined by `\n`.
public sealed interface Item extends Node {

  /// `fn name<M, N>(params) -> result where M % 16 == 0 { … }`.
  record Fn(
      @Nullable String doc,
      List<Attribute> attributes,
      Ident name,
      List<Generic> generics,
      List<Param> params,
      @Nullable TypeExpr result,
      List<Expr> where,
      Block body,
      Span span)
      implements Item {
    public Fn {
      attributes = List.copyOf(attributes);
      generics = List.copyOf(generics);
      params = List.copyOf(params);
      where = List.copyOf(where);
    }

    /// The attribute of a name, or null.
    public @Nullable Attribute attribute(String wanted) {
      for (Attribute attribute : attributes) {
        if (attribute.name().text().equals(wanted)) {
          return attribute;
        }
      }
      return null;
    }
  }

  /// `struct Name<N> { field: type, … }`.
  record StructDecl(
      @Nullable String doc,
      List<Attribute> attributes,
      Ident name,
      List<Generic> generics,
      List<Field> fields,
      Span span)
      implements Item {
    public StructDecl {
      attributes = List.copyOf(attributes);
      generics = List.copyOf(generics);
      fields = List.copyOf(fields);
    }
  }

  /// `enum Name<N> { A, B(i32, f32), C { x: f32 } }`.
  record EnumDecl(
      @Nullable String doc,
      List<Attribute> attributes,
      Ident name,
      List<Generic> generics,
      List<Variant> variants,
      Span span)
      implements Item {
    public EnumDecl {
      attributes = List.copyOf(attributes);
      generics = List.copyOf(generics);
      variants = List.copyOf(variants);
    }
  }

  /// `impl<N> Name<N> { fn … }`.
  record Impl(List<Generic> generics, TypeExpr target, List<Fn> functions, Span span)
      implements Item {
    public Impl {
      generics = List.copyOf(generics);
      functions = List.copyOf(functions);
    }
  }

  /// `const NAME: type = value;`.
  record Const(@Nullable String doc, Ident name, @Nullable TypeExpr type, Expr value, Span span)
      implements Item {}

  /// `import a.b as c;` (`a.b` as one path) or `import "./file.neuro" as c;` (quoted).
  record Import(String path, boolean quoted, Span pathSpan, @Nullable Ident alias, Span span)
      implements Item {}

  /// `use a::b as c;`.
  record Use(List<Ident> path, @Nullable Ident alias, Span span) implements Item {
    public Use {
      path = List.copyOf(path);
    }
  }

  /// A statement outside every function: an entry of a conversation, a fault in a file.
  record Loose(Stmt statement, Span span) implements Item {}

  /// Text that is no item, with the parts of it that parse.
  record Malformed(List<Node> parts, Span span) implements Item {
    public Malformed {
      parts = List.copyOf(parts);
    }
  }

  /// A field `name: type` of a struct or of a variant with named fields.
  record Field(@Nullable String doc, Ident name, TypeExpr type, Span span) implements Node {}

  /// A variant of an enum: without payload, with `types`, or with named `fields`.
  record Variant(
      @Nullable String doc, Ident name, List<TypeExpr> types, List<Field> fields, Span span)
      implements Node {
    public Variant {
      types = List.copyOf(types);
      fields = List.copyOf(fields);
    }
  }
}
