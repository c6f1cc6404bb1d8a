package org.tosc.frontend.pseudocode.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.source.Span;

/// What runs.
public sealed interface Stmt extends Node {
  /// An expression for its effect; `infer`, `train` and `monitor` as statements are this.
  record ExprStmt(Expr value, Span span) implements Stmt {}

  // Variables.

  /// `target = value`, or `target op= value`.
  record Assign(Target target, @Nullable BinaryOp op, Expr value, Span span) implements Stmt {}

  /// `let x: T = value`. The pattern is a [Pattern.Binding], or a [Pattern.ListOf] of such where a
  /// list is taken apart: `let a, [b, rest…] = f()`. `const` and `tensor` have a value.
  record Let(Kind kind, Pattern pattern, @Nullable TypeExpr type, @Nullable Expr value, Span span)
      implements Stmt {
    /// What declares.
    public enum Kind {
      LET,
      CONST,
      TENSOR
    }
  }

  /// `print a, b`, `print(a, b)` and `output e`.
  record Print(List<Expr> args, Span span) implements Stmt {
    public Print {
      args = List.copyOf(args);
    }
  }

  /// `input x`: reads a line into it.
  record Input(Target target, Span span) implements Stmt {}

  // Control.

  record If(List<Arm> arms, @Nullable Block otherwise, Span span) implements Stmt {
    public If {
      arms = List.copyOf(arms);
    }
  }

  record While(Expr condition, Block body, Span span) implements Stmt {}

  /// `repeat … until condition`; the condition sees the names of the body.
  record RepeatUntil(Block body, Expr condition, Span span) implements Stmt {}

  record Loop(Block body, Span span) implements Stmt {}

  /// `for x in e`, `for k, v in e`; several names take each item apart (of a dict: key and value).
  record ForIn(List<Ident> names, Expr iterable, Block body, Span span) implements Stmt {
    public ForIn {
      names = List.copyOf(names);
    }
  }

  /// `for i in a..b step s`, `for i in a to b step s`.
  record ForRange(
      Ident name, Expr from, Expr to, boolean inclusive, @Nullable Expr step, Block body, Span span)
      implements Stmt {}

  record Break(Span span) implements Stmt {}

  record Continue(Span span) implements Stmt {}

  record Pass(Span span) implements Stmt {}

  record Return(@Nullable Expr value, Span span) implements Stmt {}

  record Throw(Expr value, Span span) implements Stmt {}

  record Try(Block body, @Nullable Catch handler, @Nullable Block last, Span span)
      implements Stmt {}

  record Match(Expr subject, List<Case> cases, @Nullable Block otherwise, Span span)
      implements Stmt {
    public Match {
      cases = List.copyOf(cases);
    }
  }

  // Declarations.

  /// What gives a name to something of its own. The name is known in the whole block.
  sealed interface Declaration extends Stmt {
    Ident name();
  }

  record FunctionDecl(
      List<Attribute> attributes,
      Ident name,
      List<Param> params,
      @Nullable TypeExpr result,
      Block body,
      Span span)
      implements Declaration {
    public FunctionDecl {
      attributes = List.copyOf(attributes);
      params = List.copyOf(params);
    }
  }

  record ClassDecl(Ident name, @Nullable Expr superclass, List<ClassMember> members, Span span)
      implements Declaration {
    public ClassDecl {
      members = List.copyOf(members);
    }
  }

  record EnumDecl(Ident name, List<EnumEntry> entries, Span span) implements Declaration {
    public EnumDecl {
      entries = List.copyOf(entries);
    }
  }

  /// `model M:`; parameters, if any, are those of the constructor.
  record ModelDecl(Ident name, List<Param> params, List<ModelMember> members, Span span)
      implements Declaration {
    public ModelDecl {
      params = List.copyOf(params);
      members = List.copyOf(members);
    }
  }

  /// `test "name": …`.
  record TestDecl(String name, Block body, Span span) implements Stmt {}

  // Modules.

  /// What reads another file. `quoted` tells a path from a name.
  sealed interface Importing extends Stmt {
    String path();

    boolean quoted();

    Span pathSpan();
  }

  /// `import "./p.pseudo"` or `import name`.
  record Import(String path, boolean quoted, Span pathSpan, @Nullable Ident alias, Span span)
      implements Importing {}

  /// `from "p" import a, b as c`; no names for `import *`.
  record FromImport(String path, boolean quoted, Span pathSpan, List<ImportName> names, Span span)
      implements Importing {
    public FromImport {
      names = List.copyOf(names);
    }
  }

  /// `export a, b`.
  record Export(List<Ident> names, Span span) implements Stmt {
    public Export {
      names = List.copyOf(names);
    }
  }

  /// `export` before a declaration or an assignment to a name.
  record ExportDecl(Stmt declaration, Span span) implements Stmt {}

  /// What stands after `export`, or this statement; of a pipeline with parameters the function that
  /// it is.
  default Stmt exported() {
    Stmt declared = this instanceof ExportDecl(var declaration, _) ? declaration : this;
    return declared instanceof Pipeline p && p.isFunction() ? p.function() : declared;
  }

  // Run time.

  /// `load path as name`.
  record Load(Expr path, Ident name, Span span) implements Stmt {}

  record Save(Expr value, Expr path, Span span) implements Stmt {}

  /// `deploy model on port 8080 as server, batch = 4`.
  record Deploy(
      Expr model, @Nullable Expr port, @Nullable Ident name, List<Arg> settings, Span span)
      implements Stmt {
    public Deploy {
      settings = List.copyOf(settings);
    }
  }

  /// `pipeline p: step 1: … return step2.output`. Without parameters it runs where it stands and
  /// `p` is its result; with parameters `p` is a function.
  record Pipeline(FunctionDecl function, Span span) implements Stmt {
    public Ident name() {
      return function.name();
    }

    public Block body() {
      return function.body();
    }

    public boolean isFunction() {
      return !function.params().isEmpty();
    }
  }

  /// `step label: …`, directly in a pipeline's body: its result is `step<label>.output`, what its
  /// last statement made ([Tail]).
  record Step(Ident label, Block body, Span span) implements Stmt {
    /// The name by which the result is known.
    public Ident result() {
      return new Ident("step" + label.text(), label.span());
    }
  }

  /// `with device "gpu:0", fallback=true: …`.
  record WithDevice(Expr device, List<Arg> options, Block body, Span span) implements Stmt {
    public WithDevice {
      options = List.copyOf(options);
    }
  }

  /// `git commit "message"`.
  record Git(Ident action, List<Expr> args, Span span) implements Stmt {
    public Git {
      args = List.copyOf(args);
    }
  }

  /// Text that is no statement, with the parts of it that parse.
  record Malformed(List<Node> parts, Span span) implements Stmt {
    public Malformed {
      parts = List.copyOf(parts);
    }
  }

  // Parts of statements.

  /// `if condition` or `elif condition` with its block.
  record Arm(Expr condition, Block body, Span span) implements Node {}

  /// `catch name` with its block.
  record Catch(@Nullable Ident name, Block body, Span span) implements Node {}

  /// `case pattern if guard` with its block.
  record Case(Pattern pattern, @Nullable Expr guard, Block body, Span span) implements Node {}

  /// `@name(args)` before a function.
  record Attribute(Ident name, List<Arg> args, Span span) implements Node {
    public Attribute {
      args = List.copyOf(args);
    }
  }

  /// `A` or `A = 3`.
  record EnumEntry(Ident name, @Nullable Expr value, Span span) implements Node {}

  /// `a` or `a as b`.
  record ImportName(Ident name, @Nullable Ident alias, Span span) implements Node {}
}
