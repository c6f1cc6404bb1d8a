func.func @f(%i: index) {
  %0 = affine.apply affine_map<(i, j) -> (i + j)>(%i)
  return
}
