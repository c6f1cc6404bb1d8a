func.func @f(%a: f32, %b: i32, %m: memref<4x8xf32>, %t: tensor<4x8xf32>, %i: index, %v: vector<4xf32>) {
  %0 = tensor.extract_slice %t[0, 4] [4, 8] [1, 1] : tensor<4x8xf32> to tensor<4x8xf32>
  return
}
