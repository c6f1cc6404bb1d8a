#id = affine_map<(i, j) -> (i, j)>
func.func @f(%x: memref<4x8xf32>) {
  linalg.generic {indexing_maps = [#id], iterator_types = ["parallel"]} outs(%x : memref<4x8xf32>) {
    ^bb0(%a: f32):
      linalg.yield %a : f32
  }
  return
}
