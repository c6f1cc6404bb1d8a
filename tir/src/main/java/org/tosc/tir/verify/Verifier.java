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
/// 8. *Handlers.* The handler of a `try` has one parameter of type any; other regions, but the
///    bodies of nests, have none.
/// 9. *Arrays.* An array is made of as many values as it has elements, all of its element type.
/// 10. *Buffers.* One index for each axis; `alloc` has one operand for each extent that is no
///     number, and makes row or col memory; a slice keeps rank, element type, space and layout (or
///     is strided); what is stored has the element type; copies and tensors agree in rank and
///     element type. Buffers of block formats are made from tensors and only read.
/// 11. *Tiles.* A tile has the rank and element type of the buffer that it is loaded from or stored
///     to, and one coordinate for each axis; `bounds` is one of its words; `pad` stands with
///     `padded` alone and fits the element type; reshaping keeps the number of elements; there is
///     addition where something is added.
/// 12. *Nests.* Let a nest have dimensions d0 … with extents, and bodies b0 ….
/// - Lists: one map for each in and out, one kind for each dimension of each body, one entry of
///   `writes` for each body (absent for a single body that writes all), one i64 bound for each
///   dimension of `bounded`, none twice.
/// - Maps: each leads from the dimensions to the rank of its operand (0 of a scalar). Over the
///   whole iteration space (bounds set aside) the map of a tile stays inside the tile; that of a
///   buffer is checked when the nest runs.
/// - Outs are tiles or buffers of elements that have arithmetic, and some body writes each.
/// - Kinds: a dimension that is *parallel* in a body is by itself a coordinate of every out that
///   the body writes, so no two points along it write one element. A *reduction* dimension is in no
///   coordinate of them. A *window* is a reduction dimension for which there is an in that uses it,
///   and only in sums with other dimensions. There is nothing else.
/// - Bodies: a body has one parameter for each in and then for each out, of the type in which their
///   elements are computed with, and yields one value for each out that it writes.
///
/// From this follows what engines rely on: all that a nest does to an out goes through one map, so
/// the points along a dimension that is parallel in several bodies do not touch each other's
/// elements, and an engine may run these bodies together for each such point. 13. *Bodies of nests*
/// hold only pure `core` operations on scalars, `if`, `kernel.index` of a dimension of the nest,
/// and `yield`. From outside they use scalars. 14. *Launches.* The callee exists, has no results,
/// and takes the operands after the grid's i64 extents, of which there is 1 or more. `kernel.index`
/// stands only in the body of a nest. 15. *Groups.* The region of a `fused` takes the inputs and
/// yields the results. It uses only its parameters and what it defines, and holds pure `tensor`
/// operations, none of them `fused`, and constants. 16. *Vectors.* The lanes of a splat have the
/// scalar's type; a cast keeps the number of lanes, and no value makes a cast of vectors raise
/// errors; `vload` and `vstore` take a buffer of rank 1, row or col, whose elements are the lanes,
/// and a mask of as many lanes.
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
