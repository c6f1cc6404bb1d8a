func.func @product(%a: tensor<64x96xf32>, %b: tensor<97x128xf32>, %c: memref<64x128xf32>) {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<64x128xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<64x128xf32>) -> tensor<64x128xf32>
  %d = linalg.matmul ins(%a, %b : tensor<64x96xf32>, tensor<97x128xf32>)
                     outs(%init : tensor<64x128xf32>) -> tensor<64x128xf32>
  bufferization.materialize_in_destination %d in restrict writable %c
      : (tensor<64x128xf32>, memref<64x128xf32>) -> ()
  return
}
