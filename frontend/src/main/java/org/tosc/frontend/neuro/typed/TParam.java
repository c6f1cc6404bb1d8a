package org.tosc.frontend.neuro.typed;

import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.ast.Expr;

/// A parameter; a default value is checked and evaluated at each call that leaves it out.
public record TParam(Variable variable, @Nullable Expr defaultValue) {}
