func.func @f(%a: f32, %b: i32, %m: memref<4x8xf32>, %t: tensor<4x8xf32>, %i: index, %v: vector<4xf32>) {
  %0 = vector.extract %v[4] : f32 from vector<4xf32>
  return
}
