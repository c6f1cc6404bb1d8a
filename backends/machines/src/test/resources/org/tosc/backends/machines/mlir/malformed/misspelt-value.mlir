func.func @f(%a: f32, %b: i32, %m: memref<4x8xf32>, %t: tensor<4x8xf32>, %i: index, %v: vector<4xf32>) {
  %total = arith.addf %a, %a : f32
  %1 = arith.negf %tota : f32
  return
}
