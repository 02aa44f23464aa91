export { PageInfo } from '../../../common/graphql/page-info';
