// Multiplies a vector by a number. Tensors that are returned go to the files named last:
// tosc exec samples/mlir/scale.mlir --machine mlir --in x.npy --f32 2.5 --out y.npy:1000xf32
func.func @scale(%x: tensor<?xf32>, %f: f32) -> (tensor<?xf32>, f32) {
  %zero = arith.constant 0.0 : f32
  %c0 = arith.constant 0 : index
  %n = tensor.dim %x, %c0 : tensor<?xf32>
  %empty = tensor.empty(%n) : tensor<?xf32>
  %y = linalg.generic {
    indexing_maps = [affine_map<(i) -> (i)>, affine_map<(i) -> (i)>],
    iterator_types = ["parallel"]
  } ins(%x : tensor<?xf32>) outs(%empty : tensor<?xf32>) {
  ^bb0(%a: f32, %b: f32):
    %m = arith.mulf %a, %f : f32
    linalg.yield %m : f32
  } -> tensor<?xf32>
  return %y, %f : tensor<?xf32>, f32
}
func.func private @other(%m: memref<4xi64>) {
  return
}
