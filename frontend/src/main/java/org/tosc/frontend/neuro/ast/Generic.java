package org.tosc.frontend.neuro.ast;

import org.jspecify.annotations.Nullable;
import org.tosc.tir.source.Span;

/// A generic parameter `M` or `T: Float` of a function or type. What it stands for (an extent, an
/// element type, a layout) follows from its bound and from where it is used.
public record Generic(Ident name, @Nullable Ident bound, Span span) implements Node {}
