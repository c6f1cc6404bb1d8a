package org.tosc.bench;

import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Source;
import org.tosc.tir.text.Reader;

/// The programs of `bench/run tiles`, in TIR's text form, for one element type.
final class TilePrograms {
  /// `dots` multiplies one pair of tiles so many times; `product` multiplies whole matrices tile by
  /// tile, as a kernel is lifted: a launch over the tiles of the result, a loop over K.
  private static final String TEXT =
      """
      func @dots(%0: tensor<[128, 128] x T>, %1: tensor<[128, 128] x T>, %2: i64) -> (f32) {
        %3 = core.const {value = 0} : i64
        %4 = kernel.from_tensor(%0) : buffer<[128, 128] x T, global>
        %5 = kernel.from_tensor(%1) : buffer<[128, 128] x T, global>
        %6 = kernel.tile_load(%4, %3, %3) {bounds = "checked"} : tile<128x128xT, row>
        %7 = kernel.tile_load(%5, %3, %3) {bounds = "checked"} : tile<128x128xT, row>
        %8 = core.zero : tile<128x128xf32, row>
        %9 = core.slot(%8) : slot<tile<128x128xf32, row>>
        %10 = core.slot(%3) : slot<i64>
        core.loop {
          %11 = core.slot_get(%10)
          %12 = core.lt(%11, %2)
          core.yield(%12)
        } {
          %13 = core.slot_get(%9)
          %14 = kernel.nest(%6, %7, %13) NEST
          core.slot_set(%9, %14)
          core.yield
        } {
          %20 = core.slot_get(%10)
          %21 = core.const {value = 1} : i64
          %22 = core.add(%20, %21)
          core.slot_set(%10, %22)
          core.yield
        }
        kernel.free(%4)
        kernel.free(%5)
        %23 = core.slot_get(%9)
        %24 = kernel.tile_get(%23, %3, %3)
        core.return(%24)
      }

      func @product(%0: tensor<[?, ?] x T>, %1: tensor<[?, ?] x T>, %2: i64) -> (tensor<[?, ?] x f32>) {
        %3 = kernel.from_tensor(%0) : buffer<[?, ?] x T, global>
        %4 = kernel.from_tensor(%1) : buffer<[?, ?] x T, global>
        %5 = kernel.alloc(%2, %2) : buffer<[?, ?] x f32, global>
        %6 = core.const {value = 128} : i64
        %7 = core.floordiv(%2, %6)
        kernel.launch(%7, %7, %3, %4, %5, %7) {axes = 2, callee = @kernel}
        %8 = kernel.to_tensor(%5) : tensor<[?, ?] x f32>
        kernel.free(%3)
        kernel.free(%4)
        kernel.free(%5)
        core.return(%8)
      }

      func @kernel(%0: buffer<[?, ?] x T, global>, %1: buffer<[?, ?] x T, global>, %2: buffer<[?, ?] x f32, global>, %3: i64) -> () {
        %4 = core.const {value = 0} : i64
        %5 = kernel.program_id {axis = 0}
        %6 = kernel.program_id {axis = 1}
        %8 = core.zero : tile<128x128xf32, row>
        %9 = core.slot(%8) : slot<tile<128x128xf32, row>>
        %10 = core.slot(%4) : slot<i64>
        core.loop {
          %11 = core.slot_get(%10)
          %12 = core.lt(%11, %3)
          core.yield(%12)
        } {
          %25 = core.slot_get(%10)
          %26 = kernel.tile_load(%0, %5, %25) {bounds = "clipped"} : tile<128x128xT, row>
          %27 = kernel.tile_load(%1, %25, %6) {bounds = "clipped"} : tile<128x128xT, row>
          %13 = core.slot_get(%9)
          %14 = kernel.nest(%26, %27, %13) NEST
          core.slot_set(%9, %14)
          core.yield
        } {
          %20 = core.slot_get(%10)
          %21 = core.const {value = 1} : i64
          %22 = core.add(%20, %21)
          core.slot_set(%10, %22)
          core.yield
        }
        %28 = core.slot_get(%9)
        kernel.tile_store(%2, %28, %5, %6) {bounds = "clipped"}
        core.return
      }
      """;

  private static final String NEST =
      """
      {extents = [128, 128, 128], ins = 2, kinds = ["parallel", "parallel", "reduction"], \
      maps = [map (d0, d1, d2) -> (d0, d2), map (d0, d1, d2) -> (d2, d1), \
      map (d0, d1, d2) -> (d0, d1)], outs = 1} { ^(%15: T, %16: T, %17: f32):
        CASTS
        %18 = core.mul(%30, %31)
        %19 = core.add(%17, %18)
        core.yield(%19)
      }\
      """;

  private TilePrograms() {}

  /// The module for tiles of an element type; sums are `f32`.
  static Module of(String element) {
    String casts = "%30 = core.cast(%15) : f32\n%31 = core.cast(%16) : f32";
    String text =
        TEXT.replace("NEST", NEST.replace("CASTS", casts))
            .replaceAll("\\bT\\b|(?<=x)T\\b", element);
    return switch (Reader.read(new Source("tiles.tir", text))) {
      case Reader.Result.Read read -> read.module();
      case Reader.Result other -> throw new IllegalStateException(other.toString());
    };
  }
}
