package org.tosc.tir.ir;

import static org.tosc.tir.ir.Rows.always;
import static org.tosc.tir.ir.Rows.attrs;
import static org.tosc.tir.ir.Rows.declared;
import static org.tosc.tir.ir.Rows.inferred;
import static org.tosc.tir.ir.Rows.many;
import static org.tosc.tir.ir.Rows.maybe;
import static org.tosc.tir.ir.Rows.none;
import static org.tosc.tir.ir.Rows.one;
import static org.tosc.tir.ir.Rows.operands;
import static org.tosc.tir.ir.Rows.optional;
import static org.tosc.tir.ir.Rows.required;
import static org.tosc.tir.ir.Rows.traits;
import static org.tosc.tir.ir.Trait.PURE;
import static org.tosc.tir.ir.Trait.RAISES;

import java.util.List;
import java.util.Set;
import org.tosc.tir.ir.OpRow.Attr;
import org.tosc.tir.ir.OpRow.AttrKind;
import org.tosc.tir.ir.OpRow.Operand;
import org.tosc.tir.ir.OpRow.Results;

/// Buffers, tiles and scheduled loops over them: the `kernel` family.
///
/// A *buffer* is memory with an offset, extents and strides; `slice` and `transpose` give other
/// buffers over the same memory. A *tile* is an immutable value. Elements of types that are for
/// storage only are computed with as [Scalar#arithmetic()] says; buffers of block formats (`nvfp4
/// q4_0 q8_0`) are only read, but for what writes whole blocks.
///
/// Where a tile stands: coordinates count whole tiles, so tile `[c0, c1]` of extents `T0 × T1`
/// begins at element `[c0·T0, c1·T1]`; with `offset = true` they are that element itself.
///
/// A *launch* calls a function once for each point of a grid, in lexicographic order here; the
/// programs of one launch may be run in any order or together, so none may depend on another, and
/// only `atomic` operations may touch an element that another program writes.
public enum KernelOp implements Op {
  ALLOC(
      "alloc",
      operands(many("extents", TypeSet.I64)),
      attrs(),
      declared(TypeSet.BUFFER),
      traits(RAISES),
      "New memory, filled with zeros, row-major; one operand for each extent that is no number in"
          + " its type. Raises `ValueError` for a negative extent, `OutOfMemory` for too large a"
          + " buffer."),
  FREE(
      "free",
      operands(one("buffer", TypeSet.BUFFER)),
      attrs(),
      none(),
      traits(),
      "Gives memory back: what `alloc` or `from_tensor` gave, once. Whoever makes the operation has"
          + " proved that nothing uses it later; if something does, that is an internal fault."),
  LOAD(
      "load",
      operands(one("buffer", TypeSet.BUFFER), many("indexes", TypeSet.I64_OR_I32)),
      attrs(inside()),
      inferred(KernelRules::element),
      traits(RAISES),
      "Reads one element; raises `IndexError` outside the extents."),
  STORE(
      "store",
      operands(
          one("buffer", TypeSet.BUFFER),
          one("value", TypeSet.SCALAR),
          many("indexes", TypeSet.I64_OR_I32)),
      attrs(inside()),
      none(),
      traits(RAISES),
      "Writes one element; raises `IndexError` outside the extents."),
  VLOAD(
      "vload",
      operands(
          one("buffer", TypeSet.BUFFER), one("index", TypeSet.I32), optional("mask", TypeSet.MASK)),
      attrs(
          inside(),
          maybe(
              "behind",
              AttrKind.INT,
              "how far the first lane is from the index, which is that of a block's first element"),
          ahead()),
      declared(TypeSet.VECTOR_OF_NUMBERS),
      traits(RAISES),
      "Reads as many elements of a buffer of rank 1 as the vector has lanes, from the index on."
          + " Lanes outside the mask read nothing and are 0; the others raise `IndexError` outside"
          + " the extent, the lowest lane first. Lanes of `f32` also hold elements of `f16`, `bf16`,"
          + " `i8`, `q8_0` and `q4_0`; of blocks only where the access is proved, and the first"
          + " lane is a multiple of the lanes, so that all are of one block. Lanes of `i32` also hold"
          + " elements of `i8`."),
  VSTORE(
      "vstore",
      operands(
          one("buffer", TypeSet.BUFFER),
          one("vector", TypeSet.VECTOR_OF_NUMBERS),
          one("index", TypeSet.I32),
          optional("mask", TypeSet.MASK)),
      attrs(inside()),
      none(),
      traits(RAISES),
      "Writes the lanes of a vector to a buffer of rank 1, from the index on. Lanes outside the"
          + " mask write nothing; where another lies outside the extent, `IndexError` is raised"
          + " before any is written. Lanes of `f32` are rounded to elements of `f16` and `bf16`, of"
          + " `i32` the lowest 8 bits are an element of `i8`."),
  VBYTES(
      "vbytes",
      operands(one("buffer", TypeSet.BUFFER), one("index", TypeSet.I32)),
      attrs(
          inside(),
          maybe(
              "behind", AttrKind.INT, "the first byte of each block that is taken; 0 if not said"),
          bytesOfBlocks(),
          ahead()),
      declared(TypeSet.VECTOR),
      traits(RAISES),
      "Four bytes for each lane of a vector of `i32`, the first in its lowest bits: elements of `i8`"
          + " from the index on, or what whole blocks hold behind their scales. Of `q8_0` that is an"
          + " integer a byte; of `q4_0` byte `j` of a block has in its low four bits 8 more than"
          + " integer `j`, and in its high ones 8 more than integer `j + 16`. The index is that of a"
          + " block's first element, and the access is proved. Where only some bytes of each block"
          + " are taken, more blocks are read. Which of several scales and integers with the same"
          + " products a block has is left open."),
  VSCALES(
      "vscales",
      operands(one("buffer", TypeSet.BUFFER), one("index", TypeSet.I32)),
      attrs(
          inside(),
          bytesOfBlocks(),
          maybe(
              "apart",
              AttrKind.INT,
              "for four rows so many elements apart: lane `4q + i` is of the `i`-th of them; one row"
                  + " where absent")),
      declared(TypeSet.VECTOR_OF_NUMBERS),
      traits(RAISES),
      "For each lane of `vbytes` at the same index the scale of its block, as `f32`."),
  VBLOCK(
      "vblock",
      operands(
          one("buffer", TypeSet.BUFFER),
          one("scale", TypeSet.FLOATS),
          one("index", TypeSet.I32),
          many("integers", TypeSet.VECTOR)),
      attrs(inside()),
      none(),
      traits(RAISES),
      "Writes a block of `q8_0`: a scale of `f32`, rounded to `f16`, and 32 integers, the lowest 8"
          + " bits of the lanes of vectors of `i32`. The index is that of the block's first element,"
          + " and the access is proved."),
  PACK(
      "pack",
      operands(one("source", TypeSet.BUFFER), one("target", TypeSet.BUFFER)),
      attrs(),
      none(),
      traits(),
      "Rounds the elements of a buffer of `f32` into the blocks of one of `q8_0`, as"
          + " `tensor.quantize` does; both have rank 1 and as many elements, which are known."),
  PREFETCH(
      "prefetch",
      operands(one("buffer", TypeSet.BUFFER), one("index", TypeSet.I32)),
      attrs(),
      none(),
      traits(),
      "Asks the second-level cache for an element of a buffer of rank 1 and what lies beside it."
          + " Nothing is read: an index outside the extent is no error, and nobody need do anything."),
  ATOMIC_ADD(
      "atomic_add",
      operands(
          one("buffer", TypeSet.BUFFER),
          one("value", TypeSet.NUMBER),
          many("indexes", TypeSet.I64)),
      attrs(inside()),
      none(),
      traits(RAISES),
      "Adds to one element as `core.add` does, in one step for all programs of a launch; raises"
          + " `IndexError` outside the extents."),
  EXTENT(
      "extent",
      operands(one("buffer", TypeSet.BUFFER), one("axis", TypeSet.I64)),
      attrs(),
      always(Scalar.I64),
      traits(RAISES),
      "The extent of an axis; raises `IndexError` where there is no such axis."),
  SLICE(
      "slice",
      operands(one("buffer", TypeSet.BUFFER), many("starts, then sizes", TypeSet.I64)),
      attrs(inside()),
      declared(TypeSet.BUFFER),
      traits(RAISES),
      "The same memory from a start with a size on each axis; raises `IndexError` where it reaches"
          + " outside the extents. A size that is a number in the type is that number."),
  TRANSPOSE(
      "transpose",
      operands(one("buffer", TypeSet.BUFFER)),
      attrs(required("perm", AttrKind.INTS, "axis `i` of the result is axis `perm[i]`")),
      inferred(KernelRules::transpose),
      traits(PURE),
      "The same memory with its axes in another order."),
  COPY(
      "copy",
      operands(one("from", TypeSet.BUFFER), one("to", TypeSet.BUFFER)),
      attrs(),
      none(),
      traits(RAISES),
      "Copies all elements, as if `from` were read before `to` is written; raises `ShapeError`"
          + " where the extents differ."),
  FROM_TENSOR(
      "from_tensor",
      operands(one("tensor", TypeSet.TENSOR)),
      attrs(),
      declared(TypeSet.BUFFER),
      traits(RAISES),
      "New memory with the elements of a tensor; raises `ShapeError` where an extent is not the"
          + " number in its type."),
  TO_TENSOR(
      "to_tensor",
      operands(one("buffer", TypeSet.BUFFER)),
      attrs(),
      declared(TypeSet.TENSOR),
      traits(),
      "A tensor of the elements. An extent that is a number in the type is that number."),

  TILE_LOAD(
      "tile_load",
      operands(one("buffer", TypeSet.BUFFER), many("coordinates", TypeSet.I64)),
      attrs(
          required(
              "bounds",
              AttrKind.STRING,
              "`checked`: the whole tile lies inside, or `IndexError`; `proved`: the same, proved"
                  + " before; `clipped`: elements outside are 0; `padded`: they are `pad`"),
          maybe("pad", AttrKind.NUMBER, "what stands outside, for `padded`"),
          maybe("offset", AttrKind.BOOL, "whether coordinates count elements; false where absent")),
      declared(TypeSet.TILE),
      traits(RAISES),
      "Reads a tile."),
  TILE_STORE(
      "tile_store",
      operands(
          one("buffer", TypeSet.BUFFER),
          one("tile", TypeSet.TILE),
          many("coordinates", TypeSet.I64)),
      attrs(
          required(
              "bounds",
              AttrKind.STRING,
              "`checked`: the whole tile lies inside, or `IndexError`; `proved`: the same, proved"
                  + " before; `clipped`: what lies inside is written, and `IndexError` where the"
                  + " tile begins outside, on an axis that is not empty"),
          maybe("offset", AttrKind.BOOL, "whether coordinates count elements; false where absent")),
      none(),
      traits(RAISES),
      "Writes a tile."),
  TILE_ATOMIC_ADD(
      "tile_atomic_add",
      operands(
          one("buffer", TypeSet.BUFFER),
          one("tile", TypeSet.TILE),
          many("coordinates", TypeSet.I64)),
      attrs(
          maybe("offset", AttrKind.BOOL, "whether coordinates count elements; false where absent")),
      none(),
      traits(RAISES),
      "`atomic_add` of each element of a tile that lies inside; bounds as a clipped `tile_store`."),
  TILE_SPLAT(
      "tile_splat",
      operands(one("value", TypeSet.SCALAR)),
      attrs(),
      declared(TypeSet.TILE),
      traits(PURE),
      "A tile that holds one value everywhere."),
  TILE_GET(
      "tile_get",
      operands(one("tile", TypeSet.TILE), many("indexes", TypeSet.I64)),
      attrs(),
      inferred(KernelRules::element),
      traits(PURE, RAISES),
      "One element of a tile; raises `IndexError` outside the extents."),
  TILE_RESHAPE(
      "tile_reshape",
      operands(one("tile", TypeSet.TILE)),
      attrs(),
      declared(TypeSet.TILE),
      traits(PURE),
      "The same elements, in row-major order, with other extents or another layout."),

  PROGRAM_ID(
      "program_id",
      operands(),
      attrs(required("axis", AttrKind.INT, "the axis of the grid")),
      always(Scalar.I64),
      traits(PURE),
      "Where in the grid of the launch this program stands; 0 outside a launch and beyond its"
          + " axes."),
  NUM_PROGRAMS(
      "num_programs",
      operands(),
      attrs(required("axis", AttrKind.INT, "the axis of the grid")),
      always(Scalar.I64),
      traits(PURE),
      "The extent of the grid of the launch; 1 outside a launch and beyond its axes."),
  BARRIER(
      "barrier",
      operands(),
      attrs(),
      none(),
      traits(),
      "What one program wrote before it reads after it. Programs do not wait for each other."),
  LAUNCH(
      "launch",
      operands(many("grid, then arguments", TypeSet.ANYTHING)),
      attrs(
          required("callee", AttrKind.SYMBOL, "the function, which has no results"),
          required("axes", AttrKind.INT, "how many operands are extents of the grid (i64)")),
      none(),
      traits(RAISES),
      "Calls a function once for each point of a grid; raises `ValueError` for a negative extent."
          + " Two programs that touch one element, one of them writing it other than atomically,"
          + " raise `RaceError` where an engine notices (the interpreter does)."),

  NEST(
      "nest",
      operands(many("ins, outs, bounds", TypeSet.NEST_OPERAND)),
      attrs(
          required("ins", AttrKind.INT, "how many operands are read"),
          required("outs", AttrKind.INT, "how many operands after them are written"),
          required("extents", AttrKind.INTS, "the extents of the iteration space"),
          required(
              "kinds",
              AttrKind.STRINGS,
              "`parallel`, `reduction` or `window` for each dimension, for one body after the"
                  + " other"),
          required("maps", AttrKind.MAPS, "which element each in and out gives at a point"),
          maybe(
              "bounded",
              AttrKind.INTS,
              "dimensions that end at a bound known at run time, one operand for each, in this"
                  + " order; a bound below 0 counts as 0, one above the extent as the extent"),
          maybe(
              "writes",
              AttrKind.INT_LISTS,
              "which outs each body yields; a single body yields all where absent"),
          maybe(
              "reassociate",
              AttrKind.BOOL,
              "whether engines may accumulate in another order and with other roundings, within"
                  + " `n · eps · Σ|terms|`; false where absent")),
      List.of("body…"),
      inferred(KernelRules::nest),
      traits(RAISES),
      "Loops. For each body in order, for each point of the iteration space in lexicographic order:"
          + " reads the ins and outs at their maps, runs the body on these scalars, and writes what"
          + " it yields to the outs that it writes. An operand whose parameter a body does not use"
          + " is not read there. The results are the outs that are tiles, as the loops leave them;"
          + " buffers are written in place. Before the first point every buffer is held against its"
          + " map: `IndexError` where any point lies outside, unless there is no point at all. No"
          + " buffer shares elements with one that is an out, unless both have the same map."),
  INDEX(
      "index",
      operands(),
      attrs(required("dim", AttrKind.INT, "the dimension")),
      always(Scalar.I64),
      traits(PURE),
      "The coordinate of the point, in the body of a nest.");

  private final OpRow row;

  KernelOp(
      String name,
      List<Operand> operands,
      List<Attr> attrs,
      Results results,
      Set<Trait> traits,
      String doc) {
    this(name, operands, attrs, List.of(), results, traits, doc);
  }

  KernelOp(
      String name,
      List<Operand> operands,
      List<Attr> attrs,
      List<String> regions,
      Results results,
      Set<Trait> traits,
      String doc) {
    this.row = new OpRow("kernel", name, operands, attrs, regions, results, traits, doc);
  }

  private static Attr ahead() {
    return maybe(
        "ahead",
        AttrKind.INT,
        "how many elements further on caches are asked for what will be read, inside or not");
  }

  private static Attr bytesOfBlocks() {
    return maybe("bytes", AttrKind.INT, "how many bytes of each block are taken; all if not said");
  }

  private static Attr inside() {
    return maybe(
        "bounds",
        AttrKind.STRING,
        "`checked` (where absent), or `proved`: it lies inside whenever it runs");
  }

  @Override
  public OpRow row() {
    return row;
  }
}
